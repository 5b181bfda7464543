import type * as t from "@babel/types";
import { GONE, kindsOf, numberOf, type Kinds } from "./kinds.js";
import { forEachChild } from "./walk.js";

const PARENT = 0;
const END = 1;
const SIZE = 2;

const FUNCTIONS = kindsOf("Function");

/** A piece of code whose nodes are listed once, in source order, for all the passes that look for something in it. */
export class Tree {
  readonly root: t.Node;
  readonly #listed: Listed;
  /** The place of the root, and the first one behind all that it holds. */
  readonly #start: number;
  readonly #end: number;

  /** `listed`: a larger piece of code, of which the root is a part. */
  constructor(root: t.Node, listed = listNodes(root), start = 0) {
    this.root = root;
    this.#listed = listed;
    this.#start = start;
    this.#end = listed.numbers[start * SIZE + END]!;
  }

  /** A function in it as a piece of code of its own, whose nodes are not listed again. */
  of(node: t.Function): Tree {
    return new Tree(node, this.#listed, this.#listed.functions.get(node)!);
  }

  /** Visits the nodes of some kinds with their places; `enter` returns false to leave out what the node holds. */
  find(wanted: Kinds, enter: (node: t.Node, place: number) => boolean | void): void {
    const { nodes, kinds, numbers } = this.#listed;
    for (let place = this.#start; place < this.#end;) {
      const isLeftOut = wanted[kinds[place]!] === 1 && enter(nodes[place]!, place) === false;
      place = isLeftOut ? numbers[place * SIZE + END]! : place + 1;
    }
  }

  /** Whether there is a node of some kinds. */
  holds(wanted: Kinds): boolean {
    const { kinds } = this.#listed;
    for (let place = this.#start; place < this.#end; place++) if (wanted[kinds[place]!] === 1) return true;
    return false;
  }

  parentOf(place: number): t.Node | undefined {
    return this.#listed.nodes[this.#parentAt(place)];
  }

  /** The chain of ancestors, outermost first. */
  ancestorsOf(place: number): t.Node[] {
    const ancestors: t.Node[] = [];
    for (let at = this.#parentAt(place); at >= 0; at = this.#parentAt(at))
      ancestors.push(this.#listed.nodes[at]!);
    return ancestors.reverse();
  }

  /** A node has been taken out of the code, with all that it holds. */
  takeOut(place: number): void {
    const { kinds, numbers } = this.#listed;
    kinds.fill(GONE, place, numbers[place * SIZE + END]);
  }

  /** A node has been taken out of the code; what it held is in its place. */
  unwrap(place: number): void {
    this.#listed.kinds[place] = GONE;
  }

  #parentAt(place: number): number {
    const { kinds, numbers } = this.#listed;
    let at = place;
    do at = at === this.#start ? -1 : numbers[at * SIZE + PARENT]!;
    while (kinds[at] === GONE);
    return at;
  }
}

interface Listed {
  readonly nodes: readonly t.Node[];
  /** The kind of each node: close together, since every look goes through all of them. */
  readonly kinds: Uint16Array;
  /** By the place in the list: the place of the node's parent, and the first one behind all that it holds. */
  readonly numbers: Int32Array;
  /** The places of functions. */
  readonly functions: ReadonlyMap<t.Node, number>;
}

function listNodes(root: t.Node): Listed {
  // Few programs have more than a node for three characters.
  let room = Math.ceil(((root.end ?? 0) - (root.start ?? 0)) / 3) + 16;
  const nodes: t.Node[] = [];
  let kinds: Uint16Array = new Uint16Array(room);
  let numbers: Int32Array = new Int32Array(SIZE * room);
  const functions = new Map<t.Node, number>();
  let parent = -1;
  const add = (node: t.Node): void => {
    const place = nodes.push(node) - 1;
    const at = place * SIZE;
    if (place === room) {
      room *= 2;
      kinds = copied(kinds, new Uint16Array(room));
      numbers = copied(numbers, new Int32Array(SIZE * room));
    }
    const kind = numberOf(node);
    if (FUNCTIONS[kind] === 1) functions.set(node, place);
    kinds[place] = kind;
    numbers[at + PARENT] = parent;
    parent = place;
    forEachChild(node, add);
    parent = numbers[at + PARENT]!;
    numbers[at + END] = nodes.length;
  };
  add(root);
  return { nodes, kinds, numbers, functions };
}

function copied<T extends Uint16Array | Int32Array>(numbers: T, larger: T): T {
  larger.set(numbers);
  return larger;
}
