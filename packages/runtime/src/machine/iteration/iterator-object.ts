import { references } from "../reference.js";
import { isItself, NATIVE, type NativeKind } from "./built-in-iteration.js";
import type { CollectionIteration } from "./collection-iteration.js";
import { iterationKind, type Iteration } from "./iteration.js";
import { types } from "node:util";

/** Where an iterator object keeps its iteration. A symbol of the process: the package may be loaded twice. */
export const ITERATOR = Symbol.for("perdure.iterator");

/** An iterator as a program holds it in a variable, which a snapshot can store. */
export interface IteratorObject extends IterableIterator<unknown> {
  readonly [ITERATOR]: Iteration;
}

/** What iterator objects inherit from. */
export const PROTOTYPES = Object.fromEntries(
  Object.entries(NATIVE).map(([kind, native]) => [kind, prototypeOver(native)]),
) as Record<NativeKind, object>;

references(
  "perdure:iterator",
  Object.fromEntries(Object.entries(PROTOTYPES).map(([kind, prototype]) => [kind, () => stepOf(prototype)])),
);

/** An iterator object of a kind of the language's own. */
export const iteratorObject = (iteration: Iteration | null, kind: NativeKind): IteratorObject =>
  Object.create(PROTOTYPES[kind], { [ITERATOR]: { value: iteration, writable: true } }) as IteratorObject;

/** The iteration behind one of our iterator objects whose methods are still the given ones. */
export function iterationOf(value: object): Iteration | undefined {
  const iteration = (value as Partial<IteratorObject>)[ITERATOR];
  if (!iteration || !isItself(value)) return undefined;
  return stepOf(value) === stepOf(PROTOTYPES[nativeKind(iteration)]) ? iteration : undefined;
}

/** The kind of native iterator that goes over the same. */
export function nativeKind(iteration: Iteration): NativeKind {
  const kind = iterationKind(iteration);
  if (kind === "array") return "Array";
  if (kind === "text") return "String";
  return types.isMap((iteration as CollectionIteration).collection) ? "Map" : "Set";
}

/** Inherits from the native prototype, so that tags, `instanceof` and the iterator helpers are as usual. */
function prototypeOver(native: object): object {
  const { next } = {
    next(this: Partial<IteratorObject> | undefined): IteratorResult<unknown> {
      const iteration = this?.[ITERATOR];
      if (!iteration) throw new TypeError(`next method called on incompatible receiver ${String(this)}`);
      const done = !iteration.next();
      return { value: iteration.value, done };
    },
  };
  return Object.create(native, {
    next: { value: next, writable: true, configurable: true },
  }) as object;
}

function stepOf(iterator: object): unknown {
  return (iterator as { next?: unknown }).next;
}
