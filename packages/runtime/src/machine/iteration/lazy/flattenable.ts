import { builtInIteration } from "../built-in-iteration.js";
import { isObject } from "../is-object.js";
import { iteratorObject, nativeKind } from "../iterator-object.js";

/**
 * What `flatMap` and `Iterator.from` take, as something that gives them `wrap` of its iterator. What they refuse is
 * handed on so that they do it.
 */
export function flattenable(value: object | string, wrap: (iterator: object) => object): object {
  const method = (value as { [Symbol.iterator]?: unknown })[Symbol.iterator];
  const isMethod = typeof method === "function";
  if (!isMethod && method !== undefined && method !== null) return { [Symbol.iterator]: method };
  return {
    [Symbol.iterator]: () => {
      const iterator = isMethod ? open(value, method as () => unknown) : value;
      return isObject(iterator) ? wrap(iterator) : iterator;
    },
  };
}

function open(value: object | string, method: () => unknown): unknown {
  const own = builtInIteration(value, method);
  return own ? iteratorObject(own, nativeKind(own)) : Reflect.apply(method, value, []);
}
