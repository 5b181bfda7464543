import {
  AWAIT,
  CALL,
  NEXT,
  RETURN,
  THROW,
  type Frame,
  type Resumption,
  type Signal,
} from "../machine/abi.js";
import { checkResult, openIterator } from "../machine/iteration/iterator-protocol.js";
import { stepOverSync } from "./async-from-sync.js";
import { openSync } from "./delegate.js";
import { callable, Delegation, noThrowMethod, optionalMethod } from "./delegation.js";

/**
 * `yield* iterable` in an async generator. The machine keeps the delegation `$d` among its locals; each step, first
 * with NEXT and undefined, has two phases with a suspension between them:
 *
 *     return delegateCall($f, $d, how, value); // CALL or AWAIT, with $f filled; may throw at the `yield*`
 *     // resumed; an error is thrown at the `yield*`
 *     delegateTake($d, value);                 // may throw
 *     if ($d.done && $d.returned) ...          // a return completion with $d.value, which is not awaited again
 *     else if ($d.done) ...                    // the value of the `yield*` expression is $d.value
 *     else { $f.out = $d.value; return YIELD; } // not awaited; resumed without throwing: the next step
 */
export function delegateAsync(iterable: unknown, text?: string): Delegation {
  const none = iterable === undefined || iterable === null;
  const open: unknown = none
    ? undefined
    : (iterable as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator];
  if (open === undefined || open === null) {
    const { iterator, method } = openSync(iterable, text);
    return new Delegation(iterator, method, true);
  }
  const { iterator, method } = openIterator(iterable, callable(open), "Symbol.asyncIterator");
  return new Delegation(iterator, method);
}

/** The first phase: fills the frame with what is to be called, or awaited, and gives the signal. */
export function delegateCall(frame: Frame, delegation: Delegation, how: Resumption, value: unknown): Signal {
  const { iterator, method } = delegation;
  delegation.phase = how === RETURN ? "return" : "step";
  if (delegation.overSync) return call(frame, undefined, stepOverSync, [iterator, method, how, value]);
  if (how === NEXT) return call(frame, iterator, callable(method), [value]);
  const asked = optionalMethod(iterator, how === THROW ? "throw" : "return");
  if (asked) return call(frame, iterator, asked, [value]);
  if (how === RETURN) {
    delegation.phase = "value";
    frame.out = value;
    return AWAIT;
  }
  delegation.phase = "close";
  const close = optionalMethod(iterator, "return");
  if (!close) throw noThrowMethod();
  return call(frame, iterator, close, []);
}

/** The second phase: what the awaited call gave. */
export function delegateTake(delegation: Delegation, result: unknown): void {
  const { phase } = delegation;
  if (phase === "value") {
    delegation.done = delegation.returned = true;
    delegation.value = result;
    return;
  }
  const checked = checkResult(result);
  if (phase === "close") throw noThrowMethod();
  delegation.done = Boolean(checked.done);
  delegation.returned = delegation.done && phase === "return";
  delegation.value = checked.value;
}

function call(
  frame: Frame,
  receiver: unknown,
  callee: (...args: never[]) => unknown,
  args: readonly unknown[],
): typeof CALL {
  frame.out = callee;
  frame.args = args;
  frame.receiver = receiver;
  return CALL;
}
