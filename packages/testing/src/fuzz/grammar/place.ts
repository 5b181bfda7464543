/** What a name stands for. */
export type Kind =
  /** A variable that holds data: primitives, arrays, plain objects, Maps, Sets. */
  | "data"
  | "constant"
  /** Takes one value, returns data. */
  | "function"
  | "asyncFunction"
  /** A durable function's helper at module level: takes ctx, log and one value. */
  | "helper"
  /** Another durable function of the file: takes a length of time and one value. */
  | "child"
  /** Generator functions, to be called with one value. */
  | "generator"
  | "asyncGenerator"
  /** A generator that was started. */
  | "iterator"
  | "asyncIterator"
  /** Has the field `n`, the method `m`, as `members` says also the accessor `v` and the async method `am`. */
  | "object"
  /** A class of such objects. */
  | "class"
  /** Arrays of functions. */
  | "functions"
  | "asyncFunctions"
  /** A Map of functions, by "k0", "k1" and "n". */
  | "functionMap"
  /** A promise that somebody has asked for its outcome already. */
  | "promise"
  /** An array of such promises, which may grow; and a Map of them by "k0" and "k1", which does not. */
  | "promises"
  | "promiseMap";

export interface Binding {
  readonly name: string;
  readonly kind: Kind;
  readonly members?: readonly ("v" | "am" | "s")[];
}

/** What may be written at a place of the program. */
export interface Place {
  readonly bindings: readonly Binding[];
  readonly labels: readonly { readonly name: string; readonly isLoop: boolean }[];
  readonly inLoop: boolean;
  readonly inSwitch: boolean;
  /** Inside a `finally` of this function, where a jump replaces what came before. */
  readonly inFinally: boolean;
  /** A `catch` of this function is around. */
  readonly guarded: boolean;
  readonly canAwait: boolean;
  readonly canYield: boolean;
  /** `this` is an object with the field `n`. */
  readonly hasThis: boolean;
  readonly hasSuper: boolean;
  readonly hasArguments: boolean;
  /** The code of a step: it must not write, log, or call. */
  readonly isPure: boolean;
  /** No statement of this block stands before. */
  readonly isFresh: boolean;
  /** Of statements in statements. */
  readonly depth: number;
  /** Of expressions in expressions. */
  readonly nesting: number;
}

export const START: Place = {
  bindings: [],
  labels: [],
  inLoop: false,
  inSwitch: false,
  inFinally: false,
  guarded: false,
  canAwait: true,
  canYield: false,
  hasThis: false,
  hasSuper: false,
  hasArguments: false,
  isPure: false,
  isFresh: false,
  depth: 0,
  nesting: 0,
};

/** With more names; one that is there already is hidden. */
export const bind = (place: Place, ...added: readonly Binding[]): Place => ({
  ...place,
  bindings: [...place.bindings.filter(({ name }) => added.every((other) => other.name !== name)), ...added],
});

/** What may wait for the function that waits for it, when that is called later. */
const WAITS: readonly Kind[] = ["asyncIterator", "promise", "promises", "promiseMap"];

/** Inside a function written here. What waits for itself would wait for ever, so it sees nothing of the kind. */
export const enter = (place: Place, changes: Partial<Place> = {}, ...added: readonly Binding[]): Place => ({
  ...place,
  bindings: bind(place, ...added).bindings.filter(({ kind }) => !WAITS.includes(kind)),
  labels: [],
  inLoop: false,
  inSwitch: false,
  inFinally: false,
  guarded: false,
  canAwait: false,
  canYield: false,
  hasArguments: false,
  depth: place.depth + 1,
  nesting: 0,
  ...changes,
});

/**
 * Inside an arrow of one value that is called where it is written, and never again: it may wait for promises that
 * were there before, but not for an array's, to which its own may be added.
 */
export const enterOnce = (place: Place, canAwait: boolean, name: string): Place => {
  const waits = place.bindings.filter(({ kind }) => WAITS.includes(kind) && kind !== "promises");
  const { guarded, nesting } = place;
  return bind(enter(place, { canAwait, guarded, nesting }, { name, kind: "data" }), ...waits);
};

export const namesOf = (place: Place, ...kinds: readonly Kind[]): readonly string[] =>
  place.bindings.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);

export const hasName = (place: Place, name: string): boolean =>
  place.bindings.some((binding) => binding.name === name);

export const without = (place: Place, name: string): Place => ({
  ...place,
  bindings: place.bindings.filter((binding) => binding.name !== name),
});

/** Where a `function` is written, which has a `this` of its own. */
export const detached = (place: Place): Place => ({ ...place, hasThis: false, hasSuper: false });
