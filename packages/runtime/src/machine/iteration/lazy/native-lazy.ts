import { isObject } from "../is-object.js";
import type { Iterating } from "../iterator-protocol.js";
import { flattenable } from "./flattenable.js";
import { lazyState, type LazyState } from "./lazy-state.js";
import { callNative, type LazyKind } from "./natives.js";
import { passThrough } from "./pass-through.js";

type Callback = (...args: unknown[]) => unknown;

/** The state of `iterator.map(argument)` and its like. The language's own helper checks everything, and throws. */
export function openLazy(kind: LazyKind, iterator: object, argument: unknown): LazyState {
  const state = lazyState(kind);
  const source = passThrough(iterator, () => {
    state.source = readIterating(iterator);
    return state.source.method;
  });
  if (kind === "take" || kind === "drop") {
    state.native = callNative(kind, source, isObject(argument) ? measured(argument, state) : argument);
    if (!isObject(argument)) state.limit = Math.trunc(Number(argument));
  } else {
    state.callback = argument;
    state.native = callNative(kind, source, typeof argument === "function" ? counted(state) : argument);
  }
  return state;
}

/** Makes the language's own iterator anew, at the place where the one before the restore was. */
export function reopenLazy(state: LazyState): Iterator<unknown> {
  const { kind, limit, inner } = state;
  const source = reopen(state.source);
  if (kind === "from") return callNative(kind, undefined, source);
  if (kind === "take" || kind === "drop") return callNative(kind, source, limit);
  if (!inner) return callNative(kind, source, counted(state));
  // It is led into the inner iterator by a step that only these two know of.
  const flatten = counted(state);
  const native = callNative(kind, preceded(source), (value: unknown) =>
    value === LEADING ? preceded(reopen(inner)) : flatten(value),
  );
  native.next();
  return native;
}

/** An iterator with its `next`, as the language reads it. */
export const readIterating = (iterator: object): Iterating => ({
  iterator,
  method: (iterator as { next?: unknown }).next,
});

const reopen = ({ iterator, method }: Iterating): object => passThrough(iterator, () => method);

/** An object as a limit, which is converted once. */
function measured(limit: object, state: LazyState): object {
  const convert = (): number => {
    const number = Number(limit);
    state.limit = Math.trunc(number);
    return number;
  };
  return Object.create(limit, { [Symbol.toPrimitive]: { value: convert } }) as object;
}

/** The callback of a state: how often it was called before is known to the state alone. */
function counted(state: LazyState): Callback {
  const call = (value: unknown): unknown =>
    Reflect.apply(state.callback as Callback, undefined, [value, state.calls++]);
  if (state.kind !== "flatMap") return call;
  return (value) => {
    const result = call(value);
    if (!isObject(result)) return result;
    return flattenable(result, (iterator) =>
      passThrough(iterator, () => {
        state.inner = readIterating(iterator);
        return state.inner.method;
      }),
    );
  };
}

const LEADING = {};

/** The iterator with one step more, before all others. */
function preceded(iterator: object): object {
  const { next } = iterator as { next: () => unknown };
  let first = true;
  return {
    next: () => {
      if (!first) return next();
      first = false;
      return { value: LEADING, done: false };
    },
    get return() {
      return (iterator as { return?: unknown }).return;
    },
  };
}
