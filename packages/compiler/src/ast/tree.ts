import type * as t from "@babel/types";
import { forEachChild } from "./walk.js";

/** A piece of code whose nodes are listed once, in source order, for all the passes that look for something in it. */
export class Tree {
  readonly root: t.Node;
  readonly #nodes: t.Node[] = [];
  /** By the place in the list: that of the parent, and the first one behind all that the node holds. */
  readonly #parents: number[] = [];
  readonly #ends: number[] = [];

  constructor(root: t.Node) {
    this.root = root;
    let parent = -1;
    const add = (node: t.Node): void => {
      const place = this.#nodes.push(node) - 1;
      this.#parents.push(parent);
      this.#ends.push(0);
      parent = place;
      forEachChild(node, add);
      parent = this.#parents[place]!;
      this.#ends[place] = this.#nodes.length;
    };
    add(root);
  }

  /** Visits every node with its place; `enter` returns false to leave out what the node holds. */
  walk(enter: (node: t.Node, place: number) => boolean | void): void {
    for (let place = 0; place < this.#nodes.length;) {
      place = enter(this.#nodes[place]!, place) === false ? this.#ends[place]! : place + 1;
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
