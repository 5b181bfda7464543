import { types } from "node:util";
import { ArrayIteration, type ElementKind } from "./array-iteration.js";
import { CollectionIteration, type Collection } from "./collection-iteration.js";
import type { Iteration } from "./iteration.js";
import { TextIteration } from "./text-iteration.js";

type Make = (receiver: unknown) => Iteration | undefined;
type Methods = Record<ElementKind, unknown>;

/** The prototypes of the language's own iterators. */
export const NATIVE = {
  Array: prototypeOf([].values()),
  Map: prototypeOf(new Map().values()),
  Set: prototypeOf(new Set().values()),
  String: prototypeOf(""[Symbol.iterator]()),
} as const;
export type NativeKind = keyof typeof NATIVE;

const ITERATOR = Object.getPrototypeOf(NATIVE.Array) as object;
const self = (ITERATOR as Iterable<unknown>)[Symbol.iterator];
const steps = new Map(Object.values(NATIVE).map((prototype) => [prototype, stepOf(prototype)]));

const MAKERS = new Map<unknown, Make>([
  ...makers(NATIVE.Array, Array.prototype, (receiver, kind) =>
    receiver === null ? undefined : new ArrayIteration(Object(receiver) as ArrayLike<unknown>, kind),
  ),
  ...makers(NATIVE.Array, prototypeOf(new Uint8Array()) as unknown as Methods, (receiver, kind) =>
    types.isTypedArray(receiver) ? new ArrayIteration(receiver, kind) : undefined,
  ),
  ...makers(NATIVE.Map, Map.prototype, (receiver, kind) =>
    types.isMap(receiver) ? new CollectionIteration(receiver as Collection, kind) : undefined,
  ),
  ...makers(NATIVE.Set, Set.prototype, (receiver, kind) =>
    types.isSet(receiver) ? new CollectionIteration(receiver as Collection, kind) : undefined,
  ),
  [
    String.prototype[Symbol.iterator],
    (receiver) => (isUntouched(NATIVE.String) ? new TextIteration(`${receiver as string}`) : undefined),
  ],
]);

/** Our iteration for what a built-in method would iterate over; undefined where it is not the language's own. */
export const builtInIteration = (receiver: unknown, method: unknown): Iteration | undefined =>
  MAKERS.get(method)?.(receiver);

/** Whether the iterators of a prototype still step as the language has it. */
export const isUntouched = (prototype: object): boolean =>
  stepOf(prototype) === steps.get(prototype) && isItself(prototype);

/** Whether an iterator is what iterating over it gives. */
export const isItself = (iterator: object): boolean =>
  (iterator as Partial<Iterable<unknown>>)[Symbol.iterator] === self;

/** Where two names share a method, as a Set's `keys` and `values` do, the later kind gives the same. */
function makers(
  iterators: object,
  methods: Methods,
  make: (receiver: unknown, kind: ElementKind) => Iteration | undefined,
): [unknown, Make][] {
  return (["entries", "keys", "values"] as const).map((kind) => [
    methods[kind],
    (receiver) => (isUntouched(iterators) ? make(receiver, kind) : undefined),
  ]);
}

function prototypeOf(value: object): object {
  return Object.getPrototypeOf(value) as object;
}

function stepOf(iterator: object): unknown {
  return (iterator as { next?: unknown }).next;
}
