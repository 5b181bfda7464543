import type * as t from "@babel/types";
import { numberOf, type Kinds } from "./kinds.js";
import { forEachChild } from "./walk.js";

const PARENT = 0;
const END = 1;
const SIZE = 2;

/** A piece of code whose nodes are listed once, in source order, for all the passes that look for something in it. */
export class Tree {
  readonly root: t.Node;
  readonly #nodes: t.Node[] = [];
  /** The kind of each node: close together, since every look goes through all of them. */
  readonly #kinds: Uint16Array;
  /** By the place in the list: the place of the node's parent, and the first one behind all that it holds. */
  readonly #numbers: Int32Array;

  constructor(root: t.Node) {
    this.root = root;
    // Few programs have more than a node for three characters.
    let room = Math.ceil(((root.end ?? 0) - (root.start ?? 0)) / 3) + 16;
    const nodes = this.#nodes;
    let kinds: Uint16Array = new Uint16Array(room);
    let numbers: Int32Array = new Int32Array(SIZE * room);
    let parent = -1;
    const add = (node: t.Node): void => {
      const place = nodes.push(node) - 1;
      const at = place * SIZE;
      if (place === room) {
        room *= 2;
        kinds = copied(kinds, new Uint16Array(room));
        numbers = copied(numbers, new Int32Array(SIZE * room));
      }
      kinds[place] = numberOf(node);
      numbers[at + PARENT] = parent;
      parent = place;
      forEachChild(node, add);
      parent = numbers[at + PARENT]!;
      numbers[at + END] = nodes.length;
    };
    add(root);
    this.#kinds = kinds;
    this.#numbers = numbers;
  }

  /** Visits the nodes of some kinds with their places; `enter` returns false to leave out what the node holds. */
  find(wanted: Kinds, enter: (node: t.Node, place: number) => boolean | void): void {
    const nodes = this.#nodes;
    const kinds = this.#kinds;
    const { length } = nodes;
    for (let place = 0; place < length;) {
      const isLeftOut = wanted[kinds[place]!] === 1 && enter(nodes[place]!, place) === false;
      place = isLeftOut ? this.#numbers[place * SIZE + END]! : place + 1;
    }
  }

  /** Whether there is a node of some kinds. */
  holds(wanted: Kinds): boolean {
    const kinds = this.#kinds;
    for (let place = 0; place < this.#nodes.length; place++) if (wanted[kinds[place]!] === 1) return true;
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

function copied<T extends Uint16Array | Int32Array>(numbers: T, larger: T): T {
  larger.set(numbers);
  return larger;
}
