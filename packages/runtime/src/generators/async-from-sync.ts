import { ABI_VERSION, AWAIT, DONE, NEXT, RETURN, THROW, type Resumption } from "../machine/abi.js";
import { machine } from "../machine/compiled.js";
import { checkResult, closeIterator } from "../machine/iteration/iterator-protocol.js";
import { callable, noThrowMethod, optionalMethod } from "./delegation.js";

/** Newer engines close a synchronous iterator that has no `throw`, or whose promise rejects. */
const CLOSES = Number.parseInt(process.versions.v8, 10) >= 13;

interface StepLocals {
  readonly iterator: object;
  readonly method: unknown;
  readonly how: Resumption;
  readonly value: unknown;
  done: boolean;
}

/**
 * `stepOverSync(iterator, method, how, value)`: a step of a synchronous iterator for who expects an asynchronous
 * one. A machine, so that a wait for the value can be stored, and takes as many ticks as the language's own.
 */
export const stepOverSync = machine({
  abi: ABI_VERSION,
  id: "perdure:generator#step-over-sync",
  hash: "1",
  name: "next",
  file: "perdure",
  kind: "async",
  bind: (iterator: object, method: unknown, how: Resumption, value: unknown) => ({
    ...({ iterator, method, how, value, done: false } satisfies StepLocals),
  }),
  step(frame, how, value) {
    const locals = frame.locals as unknown as StepLocals;
    if (frame.pc === 1) {
      if (how === THROW && CLOSES && !locals.done && locals.how !== RETURN)
        closeIterator(locals.iterator, true);
      if (how === THROW) throw value;
      frame.out = { value, done: locals.done };
      return DONE;
    }
    const result = step(locals);
    if (!result) {
      frame.out = { value: locals.value, done: true };
      return DONE;
    }
    locals.done = Boolean(result.done);
    frame.out = result.value;
    frame.pc = 1;
    return AWAIT;
  },
  checkpoints: {
    1: {
      key: "value",
      kind: "await",
      line: 1,
      column: 1,
      source: "yield* iterable",
      live: ["iterator", "how", "done"],
    },
  },
});

/** The iterator's result; undefined where it has no `return`, and so has returned. */
function step({ iterator, method, how, value }: StepLocals): IteratorResult<unknown> | undefined {
  if (how === NEXT) return checkResult(Reflect.apply(callable(method), iterator, [value]));
  const asked = optionalMethod(iterator, how === THROW ? "throw" : "return");
  if (asked) return checkResult(Reflect.apply(asked, iterator, [value]));
  if (how === RETURN) return undefined;
  if (!CLOSES) throw value;
  closeIterator(iterator, false);
  throw noThrowMethod();
}
