import { builtInIteration } from "./built-in-iteration.js";
import { iteratorObject, nativeKind } from "./iterator-object.js";
import { iteratorFrom } from "./lazy/iterator-from.js";
import { NATIVES } from "./lazy/natives.js";

/** `receiver[key](...args)`: a built-in iterator becomes one that a snapshot can store. `text` names the function. */
export function iteratorOf(
  receiver: unknown,
  key: string | symbol,
  text: string = String(key),
  args: readonly unknown[] = [],
): unknown {
  const method = (receiver as Record<string | symbol, unknown>)[key];
  const iteration = builtInIteration(receiver, method);
  if (iteration) return iteratorObject(iteration, nativeKind(iteration));
  if (NATIVES && method === NATIVES.from) return iteratorFrom(args[0]);
  if (typeof method !== "function") throw new TypeError(`${text} is not a function`);
  const result: unknown = Reflect.apply(method, receiver, args);
  // The text and the copy of the expression cannot change: all matches can be found at once.
  if (method === String.prototype.matchAll && typeof receiver === "string")
    return iteratorObject(
      builtInIteration([...(result as Iterable<unknown>)], Array.prototype.values)!,
      "Array",
    );
  return result;
}
