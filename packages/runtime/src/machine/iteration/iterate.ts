import { builtInIteration } from "./built-in-iteration.js";
import type { ElementKind } from "./array-iteration.js";
import type { Iteration } from "./iteration.js";
import { iterationOf } from "./iterator-object.js";
import { kindOf, openIterator } from "./iterator-protocol.js";
import { ProtocolIteration } from "./protocol-iteration.js";

/**
 * `for (x of iterable)` and `[x] = iterable` with an `await` inside. `text` is how the language's own message
 * names what is iterated over; without it, the message shows the value.
 */
export function iterate(iterable: unknown, text?: string, what = "iterable"): Iteration {
  const none = iterable === undefined || iterable === null;
  const method: unknown = none ? undefined : (iterable as Partial<Iterable<unknown>>)[Symbol.iterator];
  if (typeof method !== "function") throw notIterable(iterable, text, what);
  return (
    builtInIteration(iterable, method) ??
    iterationOf(iterable as object) ??
    new ProtocolIteration(openIterator(iterable, method as () => unknown, "Symbol.iterator"))
  );
}

/** `for (x of receiver.entries())` (or `keys`, `values`) with an `await` in its body. `text` is as for `iterate`. */
export function iterateMethod(receiver: unknown, kind: ElementKind, text = `value.${kind}()`): Iteration {
  const method = (receiver as Record<ElementKind, unknown>)[kind];
  const own = builtInIteration(receiver, method);
  if (own) return own;
  if (typeof method !== "function") throw notIterable(receiver, text, "iterable");
  return iterate(Reflect.apply(method, receiver, []), text);
}

export function notIterable(value: unknown, text: string | undefined, what: string): TypeError {
  if (text !== undefined) return new TypeError(`${text} is not ${what}`);
  return new TypeError(`${kindOf(value)} is not ${what} (cannot read property Symbol(Symbol.iterator))`);
}
