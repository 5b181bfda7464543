import { references } from "../../reference.js";
import { isObject } from "../is-object.js";
import { addIteratorMethods } from "../iterator-object.js";
import { lazyObject, lazyStateOf, type LazyState } from "./lazy-state.js";
import { openLazy, reopenLazy } from "./native-lazy.js";
import { callNative, ITERATOR_CLASS, NATIVES, type LazyKind } from "./natives.js";

type MethodKind = Exclude<LazyKind, "from">;

const native = NATIVES && (Object.getPrototypeOf(callNative("take", [].values(), 0)) as Iterator<unknown>);

const methods = {
  map(this: unknown, mapper: unknown): unknown {
    return lazily("map", this, mapper);
  },
  filter(this: unknown, predicate: unknown): unknown {
    return lazily("filter", this, predicate);
  },
  flatMap(this: unknown, mapper: unknown): unknown {
    return lazily("flatMap", this, mapper);
  },
  take(this: unknown, limit: unknown): unknown {
    return lazily("take", this, limit);
  },
  drop(this: unknown, limit: unknown): unknown {
    return lazily("drop", this, limit);
  },
};

const steps = {
  next(this: unknown): unknown {
    const state = stateOf(this);
    return state ? step(state) : Reflect.apply(native!.next, this, []);
  },
  return(this: unknown): unknown {
    const state = stateOf(this);
    return state ? close(state) : Reflect.apply(native!.return!, this, []);
  },
};

/** What lazy iterators inherit from; undefined before Node 22. */
export const LAZY_PROTOTYPE = native && (Object.create(native) as object);

/** Gives a prototype of compiled code's iterators the methods that make lazy ones which a snapshot can store. */
export function addLazyMethods(prototype: object): void {
  if (NATIVES) define(prototype, methods);
}

if (LAZY_PROTOTYPE) {
  define(LAZY_PROTOTYPE, steps);
  addLazyMethods(LAZY_PROTOTYPE);
  addIteratorMethods(descriptors(methods));
  references("perdure:lazy-iterator", reads({ ...steps, ...methods }), { prototype: () => LAZY_PROTOTYPE });
}

function lazily(kind: MethodKind, receiver: unknown, argument: unknown): unknown {
  const method = ITERATOR_CLASS!.prototype[kind];
  // A program may have put another method into the place of the language's own.
  if (method !== NATIVES![kind] || !isObject(receiver)) return Reflect.apply(method, receiver, [argument]);
  return lazyObject(openLazy(kind, receiver, argument), LAZY_PROTOTYPE!);
}

function stateOf(receiver: unknown): LazyState | undefined {
  const state = lazyStateOf(receiver);
  return state?.kind === "from" ? undefined : state;
}

function step(state: LazyState): unknown {
  if (state.done) return { value: undefined, done: true };
  const iterator = (state.native ??= reopenLazy(state));
  if (state.running) return iterator.next(); // which refuses it
  let done: boolean | undefined = true;
  state.running = true;
  try {
    const result = iterator.next();
    ({ done } = result);
    if (state.kind === "take") state.limit--;
    else if (state.kind === "drop") state.limit = 0;
    return result;
  } finally {
    state.running = false;
    if (done) end(state);
  }
}

function close(state: LazyState): unknown {
  if (state.done) return { value: undefined, done: true };
  const iterator = (state.native ??= reopenLazy(state));
  if (!state.running) end(state);
  return iterator.return!();
}

/** What is not needed any more is let go, and not stored. */
function end(state: LazyState): void {
  state.done = true;
  state.native = state.callback = state.inner = undefined;
}

function define(object: object, functions: Readonly<Record<string, unknown>>): void {
  Object.defineProperties(object, descriptors(functions));
}

function descriptors(functions: Readonly<Record<string, unknown>>): PropertyDescriptorMap {
  const entries = Object.entries(functions);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, { value, writable: true, configurable: true }]),
  );
}

function reads(functions: Readonly<Record<string, unknown>>): Record<string, () => unknown> {
  return Object.fromEntries(Object.entries(functions).map(([name, value]) => [name, () => value]));
}
