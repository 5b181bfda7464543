import { types } from "node:util";
import { processWide } from "../process-wide.js";
import { references } from "../reference.js";
import { isItself, NATIVE, type NativeKind } from "./built-in-iteration.js";
import type { CollectionIteration } from "./collection-iteration.js";
import { iterationKind, type Iteration } from "./iteration.js";

/** An iterator as a program holds it in a variable, which a snapshot can store. */
export type IteratorObject = IterableIterator<unknown>;

/** What an iterator object holds where no property shows it; without its iteration while a snapshot is being read. */
export interface IteratorState {
  readonly kind: NativeKind;
  iteration: Iteration | undefined;
}

const states = processWide("perdure.iterators", () => new WeakMap<object, IteratorState>());

/** What is behind one of our iterator objects, undefined for anything else. */
export const iteratorState = (value: object): IteratorState | undefined => states.get(value);

/**
 * The methods that an iterator object has of its own: it inherits from the native prototype, as a program that looks
 * or changes something there expects, and the methods of that know native iterators only.
 */
const own: Record<NativeKind, PropertyDescriptorMap> = {
  Array: methods(NATIVE.Array),
  Map: methods(NATIVE.Map),
  Set: methods(NATIVE.Set),
  String: methods(NATIVE.String),
};

references(
  "perdure:iterator",
  Object.fromEntries(Object.entries(own).map(([kind, { next }]) => [kind, () => next!.value as unknown])),
);

/** Gives iterator objects further methods. */
export function addIteratorMethods(descriptors: PropertyDescriptorMap): void {
  for (const kind of Object.values(own)) Object.assign(kind, descriptors);
}

/** An iterator object of a kind of the language's own. */
export function iteratorObject(iteration: Iteration | undefined, kind: NativeKind): IteratorObject {
  const object = Object.create(NATIVE[kind], own[kind]) as IteratorObject;
  states.set(object, { kind, iteration });
  return object;
}

/** The iteration behind one of our iterator objects whose methods are still the given ones. */
export function iterationOf(value: object): Iteration | undefined {
  const state = states.get(value);
  if (!state || !isItself(value)) return undefined;
  return (value as IteratorObject).next === own[state.kind]["next"]!.value ? state.iteration : undefined;
}

/** The kind of native iterator that goes over the same. */
export function nativeKind(iteration: Iteration): NativeKind {
  const kind = iterationKind(iteration);
  if (kind === "array") return "Array";
  if (kind === "text") return "String";
  return types.isMap((iteration as CollectionIteration).collection) ? "Map" : "Set";
}

function methods(native: object): PropertyDescriptorMap {
  const nativeStep = (native as IteratorObject).next;
  const { next } = {
    next(this: object): IteratorResult<unknown> {
      const iteration = states.get(this)?.iteration;
      if (!iteration) return Reflect.apply(nativeStep, this, []); // which refuses what is none of its own
      const done = !iteration.next();
      return { value: iteration.value, done };
    },
  };
  return { next: { value: next, writable: true, configurable: true } };
}
