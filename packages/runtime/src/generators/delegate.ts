import { NEXT, RETURN, THROW, type Resumption } from "../machine/abi.js";
import { builtInIteration } from "../machine/iteration/built-in-iteration.js";
import { notIterable } from "../machine/iteration/iterate.js";
import { iteratorObject, nativeKind } from "../machine/iteration/iterator-object.js";
import { checkResult, closeIterator, openIterator } from "../machine/iteration/iterator-protocol.js";
import { callable, Delegation, noThrowMethod, optionalMethod } from "./delegation.js";

/**
 * `yield* iterable` in a generator. The machine keeps the delegation `$d` among its locals and steps through it, first
 * with NEXT and undefined, then with what it is resumed with, without throwing that itself:
 *
 *     delegateStep($d, how, value);            // may throw: the error is thrown at the `yield*`
 *     if ($d.done && $d.returned) ...          // a return completion with $d.value: finally blocks, then DONE
 *     else if ($d.done) ...                    // the value of the `yield*` expression is $d.value
 *     else { $f.out = $d.result; return DELEGATE; }
 *
 * `text` is how the language's own message names the iterable; without it, the message shows the value.
 */
export function delegate(iterable: unknown, text?: string): Delegation {
  const { iterator, method } = openSync(iterable, text);
  return new Delegation(iterator, method);
}

/** One step: `next`, `throw` or `return` of the iterator, and what it gave. */
export function delegateStep(delegation: Delegation, how: Resumption, value: unknown): void {
  const { iterator } = delegation;
  const method = how === NEXT ? callable(delegation.method) : optionalMethod(iterator, NAMES[how]);
  if (!method) return withoutMethod(delegation, how, value);
  const result = checkResult(Reflect.apply(method, iterator, [value]));
  delegation.done = Boolean(result.done);
  delegation.returned = delegation.done && how === RETURN;
  delegation.value = delegation.done ? result.value : undefined;
  delegation.result = delegation.done ? undefined : result;
}

const NAMES = { [THROW]: "throw", [RETURN]: "return" } as const;

function withoutMethod(delegation: Delegation, how: Resumption, value: unknown): void {
  if (how === THROW) {
    closeIterator(delegation.iterator, false);
    throw noThrowMethod();
  }
  delegation.done = delegation.returned = true;
  delegation.value = value;
}

/** The iterator of an iterable: one that a snapshot can store where the language would take one of its own. */
export function openSync(iterable: unknown, text?: string): { iterator: object; method: unknown } {
  const none = iterable === undefined || iterable === null;
  const open: unknown = none ? undefined : (iterable as Partial<Iterable<unknown>>)[Symbol.iterator];
  if (typeof open !== "function") throw notIterable(iterable, text, "iterable");
  const own = builtInIteration(iterable, open);
  if (!own) return openIterator(iterable, open as () => unknown, "Symbol.iterator");
  const iterator = iteratorObject(own, nativeKind(own));
  return { iterator, method: iterator.next };
}
