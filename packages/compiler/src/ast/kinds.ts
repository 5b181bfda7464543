import * as t from "@babel/types";

/** Some kinds of nodes, to be looked for in a tree: 1 at the number of each. */
export type Kinds = Uint8Array;

const TYPES = Object.keys(t.VISITOR_KEYS);
const numbers: ReadonlyMap<string, number> = new Map(TYPES.map((type, index) => [type, index]));

/** The number of what is code no more: no kind, and looked for by nobody. */
export const GONE = TYPES.length + 1;

export const numberOf = ({ type }: t.Node): number => numbers.get(type) ?? TYPES.length;

/** The kinds of these names, which may also be those of Babel's groups: "Function", "Class". */
export function kindsOf(...names: readonly string[]): Kinds {
  const types = new Set(names.flatMap((name) => t.FLIPPED_ALIAS_KEYS[name] ?? [name]));
  return Uint8Array.from([...TYPES, "unknown", "gone"], (type) => (types.has(type) ? 1 : 0));
}

/** All kinds but these. */
export const kindsBesides = (...names: readonly string[]): Kinds =>
  kindsOf(...names).map((isOne, number) => (number === GONE ? 0 : 1 - isOne));

export const eitherOf = (one: Kinds, other: Kinds): Kinds =>
  one.map((isOne, number) => isOne | other[number]!);
