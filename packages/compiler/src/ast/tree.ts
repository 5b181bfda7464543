import type * as t from "@babel/types";
import { numberOf, type Kinds } from "./kinds.js";
import { forEachChild } from "./walk.js";

const KIND = 0;
const PARENT = 1;
const END = 2;
const SIZE = 3;

/** A piece of code whose nodes are listed once, in source order, for all the passes that look for something in it. */
export class Tree {
  readonly root: t.Node;
  readonly #nodes: t.Node[] = [];
  /** By the place in the list: the node's kind, the place of its parent, the first one behind all that it holds. */
  readonly #numbers: Int32Array;

  constructor(root: t.Node) {
    this.root = root;
    const nodes = this.#nodes;
    // Few programs have more than a node for three characters.
    let numbers: Int32Array = new Int32Array((root.end ?? 0) - (root.start ?? 0) + 48);
    let parent = -1;
    const add = (node: t.Node): void => {
      const place = nodes.push(node) - 1;
      const at = place * SIZE;
      if (at >= numbers.length - SIZE) numbers = enlarged(numbers);
      numbers[at + KIND] = numberOf(node);
      numbers[at + PARENT] = parent;
      parent = place;
      forEachChild(node, add);
      parent = numbers[at + PARENT]!;
      numbers[at + END] = nodes.length;
    };
    add(root);
    this.#numbers = numbers;
  }

  /** Visits the nodes of some kinds with their places; `enter` returns false to leave out what the node holds. */
  find(wanted: Kinds, enter: (node: t.Node, place: number) => boolean | void): void {
    const nodes = this.#nodes;
    const numbers = this.#numbers;
    for (let place = 0; place < nodes.length;) {
      const at = place * SIZE;
      const isLeftOut = wanted[numbers[at + KIND]!] === 1 && enter(nodes[place]!, place) === false;
      place = isLeftOut ? numbers[at + END]! : place + 1;
    }
  }

  holds(wanted: Kinds): boolean {
    const numbers = this.#numbers;
    for (let place = 0; place < this.#nodes.length; place++)
      if (wanted[numbers[place * SIZE + KIND]!] === 1) return true;
    return false;
  }

  parentOf(place: number): t.Node | undefined {
    return this.#nodes[this.#parentAt(place)];
  }

  /** The chain of ancestors, outermost first. */
  ancestorsOf(place: number): t.Node[] {
    const ancestors: t.Node[] = [];
    for (let at = this.#parentAt(place); at >= 0; at = this.#parentAt(at)) ancestors.push(this.#nodes[at]!);
    return ancestors.reverse();
  }

  #parentAt(place: number): number {
    return this.#numbers[place * SIZE + PARENT]!;
  }
}

function enlarged(numbers: Int32Array): Int32Array {
  const larger = new Int32Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
}
