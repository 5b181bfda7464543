import { references } from "../../reference.js";
import { isObject } from "../is-object.js";
import { flattenable } from "./flattenable.js";
import { addLazyMethods } from "./lazy-iterator.js";
import { lazyObject, lazyState, lazyStateOf, type LazyState } from "./lazy-state.js";
import { readIterating, reopenLazy } from "./native-lazy.js";
import { callNative, ITERATOR_CLASS, NATIVES } from "./natives.js";
import { passThrough } from "./pass-through.js";

type Wrapper = Required<Pick<Iterator<unknown>, "next" | "return">>;

const native = NATIVES && (Object.getPrototypeOf(callNative("from", undefined, { next: null })) as Wrapper);

const steps = {
  next(this: unknown): unknown {
    const state = stateOf(this);
    return state ? nativeOf(state).next() : Reflect.apply(native!.next, this, []);
  },
  return(this: unknown): unknown {
    const state = stateOf(this);
    return state ? nativeOf(state).return() : Reflect.apply(native!.return, this, []);
  },
};

/** What `Iterator.from` puts around an iterator that is no `Iterator`; undefined before Node 22. */
export const WRAPPER_PROTOTYPE = native && (Object.create(native) as object);

if (WRAPPER_PROTOTYPE) {
  for (const [name, value] of Object.entries(steps))
    Object.defineProperty(WRAPPER_PROTOTYPE, name, { value, writable: true, configurable: true });
  addLazyMethods(WRAPPER_PROTOTYPE);
  references(
    "perdure:iterator-from",
    { next: () => steps.next, return: () => steps.return },
    { prototype: () => WRAPPER_PROTOTYPE },
  );
}

/** `Iterator.from(value)`: what it gives can be stored where the value's iterator can. */
export function iteratorFrom(value: unknown): unknown {
  if (!isObject(value) && typeof value !== "string") return callNative("from", undefined, value);
  const state = lazyState("from");
  const result = callNative(
    "from",
    undefined,
    flattenable(value, (iterator) =>
      isIterator(iterator)
        ? iterator
        : passThrough(iterator, () => {
            state.source = readIterating(iterator);
            return state.source.method;
          }),
    ),
  );
  if (Object.getPrototypeOf(result) !== native) return result;
  state.native = result;
  return lazyObject(state, WRAPPER_PROTOTYPE!);
}

const isIterator = (value: object): boolean =>
  Function.prototype[Symbol.hasInstance].call(ITERATOR_CLASS!, value);

function stateOf(receiver: unknown): LazyState | undefined {
  const state = lazyStateOf(receiver);
  return state?.kind === "from" ? state : undefined;
}

const nativeOf = (state: LazyState): Wrapper => (state.native ??= reopenLazy(state)) as Wrapper;
