import type * as t from "@babel/types";
import { numberOf, type Kinds } from "./kinds.js";
import { forEachChild } from "./walk.js";

/** A piece of code whose nodes are listed once, in source order, for all the passes that look for something in it. */
export class Tree {
  readonly root: t.Node;
  readonly #nodes: t.Node[] = [];
  /** By the place in the list: the number of the node's kind. */
  readonly #kinds: number[] = [];
  /** That of the parent, and the first one behind all that the node holds. */
  readonly #parents: number[] = [];
  readonly #ends: number[] = [];

  constructor(root: t.Node) {
    this.root = root;
    const nodes = this.#nodes;
    const kinds = this.#kinds;
    const parents = this.#parents;
    const ends = this.#ends;
    let parent = -1;
    const add = (node: t.Node): void => {
      const place = nodes.push(node) - 1;
      kinds.push(numberOf(node));
      parents.push(parent);
      ends.push(0);
      parent = place;
      forEachChild(node, add);
      parent = parents[place]!;
      ends[place] = nodes.length;
    };
    add(root);
  }

  /** Visits the nodes of some kinds with their places; `enter` returns false to leave out what the node holds. */
  find(wanted: Kinds, enter: (node: t.Node, place: number) => boolean | void): void {
    const kinds = this.#kinds;
    for (let place = 0; place < kinds.length;) {
      const isLeftOut = wanted[kinds[place]!] === 1 && enter(this.#nodes[place]!, place) === false;
      place = isLeftOut ? this.#ends[place]! : place + 1;
    }
  }

  parentOf(place: number): t.Node | undefined {
    return this.#nodes[this.#parents[place]!];
  }

  /** The chain of ancestors, outermost first. */
  ancestorsOf(place: number): t.Node[] {
    const ancestors: t.Node[] = [];
    for (let at = this.#parents[place]!; at >= 0; at = this.#parents[at]!) ancestors.push(this.#nodes[at]!);
    return ancestors.reverse();
  }
}
