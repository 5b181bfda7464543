import {
  AWAIT,
  DELEGATE,
  DONE,
  NEXT,
  RETURN,
  THROW,
  YIELD,
  type Checkpoint,
  type Frame,
  type Machine,
  type Resumption,
  type Signal,
} from "../../machine/abi.js";
import { closure, fn } from "../../machine/closure.js";
import { delegateAsync, delegateCall, delegateTake } from "../delegate-async.js";
import { delegate, delegateStep } from "../delegate.js";
import type { Delegation } from "../delegation.js";

/** Generators for tests: each native, and as the compiler would write its machine. */
type Log = string[];
type Step = (this: unknown, frame: Frame, how: Resumption, value: unknown) => Signal;

const checkpoint = (key: string, kind: Checkpoint["kind"], live: string[]): Checkpoint => {
  return { key, kind, line: 1, column: 1, source: key, live };
};

/** Registers a machine as a closure over one scope object and gives the function that makes instances. */
export function define(
  name: string,
  kind: Machine["kind"],
  parts: {
    step: Step;
    locals: (scope: { log: Log }, ...args: never[]) => Record<string, unknown>;
    checkpoints: Record<number, Checkpoint>;
    hash?: string;
    form?: "function" | "arrow" | "method";
    length?: number;
    usesThis?: boolean;
  },
): (log: Log, self?: unknown) => (...args: unknown[]) => unknown {
  const id = `shop/src/generators.ts#${name}`;
  const { step, locals, checkpoints, hash = "h1", form = "function", length = 1, usesThis = false } = parts;
  const machine: Machine = {
    abi: 1,
    id,
    hash,
    name,
    file: "src/generators.ts",
    kind,
    usesThis,
    bind: (scope: never, ...args: never[]) => locals(scope, ...args),
    step,
    checkpoints,
  };
  closure({ id, hash, scopes: ["log"], machine, length, form });
  return (log, self) => fn(id, self, { log }) as (...args: unknown[]) => unknown;
}

export const nativeTwo = (log: Log) =>
  function* (first: unknown): Generator<unknown, unknown, unknown> {
    try {
      const second = yield first;
      const third = yield [second];
      return third;
    } finally {
      log.push("finally");
    }
  };

/** The body of `nativeTwo`; with an `await` in its `finally` where the kind is async. */
const twoStep: Step = (frame, how, value) => {
  const l = frame.locals as { scope: { log: Log }; first: unknown };
  const close = () => void l.scope.log.push("finally");
  if (frame.pc === 0) {
    frame.out = l.first;
    frame.pc = 1;
    return YIELD;
  }
  if (how !== NEXT) close();
  if (how === THROW) throw value;
  if (how === NEXT && frame.pc === 1) {
    frame.out = [value];
    frame.pc = 2;
    return YIELD;
  }
  if (how === NEXT) close();
  frame.out = value;
  return DONE;
};

const two = {
  step: twoStep,
  locals: (scope: { log: Log }, first: never) => ({ scope, first }),
  checkpoints: { 1: checkpoint("one", "yield", ["scope"]), 2: checkpoint("two", "yield", ["scope"]) },
};
export const compiledTwo = define("two", "generator", two);

export const nativeAll = (log: Log) =>
  function* (iterable: Iterable<unknown>): Generator<unknown, unknown, unknown> {
    try {
      const result: unknown = yield* iterable;
      return ["result", result];
    } catch (error) {
      log.push(`caught ${String(error)}`);
      return "caught";
    } finally {
      log.push("finally");
    }
  };

const allStep: Step = (frame, how, value) => {
  const l = frame.locals as { scope: { log: Log }; iterable: unknown; $d: Delegation | undefined };
  const { log } = l.scope;
  const end = (out: unknown): Signal => {
    log.push("finally");
    frame.out = out;
    return DONE;
  };
  try {
    if (frame.pc === 0) [l.$d, how, value] = [delegate(l.iterable), NEXT, undefined];
    const $d = l.$d!;
    delegateStep($d, how, value);
    if ($d.done) return end($d.returned ? $d.value : ["result", $d.value]);
    frame.out = $d.result;
    frame.pc = 1;
    return DELEGATE;
  } catch (error) {
    log.push(`caught ${String(error)}`);
    return end("caught");
  }
};

export const compiledAll = define("all", "generator", {
  step: allStep,
  locals: (scope, iterable: never) => ({ scope, iterable, $d: undefined }),
  checkpoints: { 1: checkpoint("all", "yield", ["scope", "$d"]) },
});

export const nativeAsyncTwo = (log: Log) =>
  async function* (first: unknown): AsyncGenerator<unknown, unknown, unknown> {
    try {
      log.push("begins");
      const second = yield first;
      return second;
    } finally {
      log.push("finally");
    }
  };

const asyncTwoStep: Step = (frame, how, value) => {
  const l = frame.locals as { scope: { log: Log }; first: unknown };
  const { log } = l.scope;
  const leave = (): void => void log.push("finally");
  switch (frame.pc) {
    case 0:
      log.push("begins");
      frame.out = l.first;
      frame.pc = 1;
      return AWAIT;
    case 1:
      if (how !== NEXT) leave();
      if (how === THROW) throw value;
      frame.out = value;
      frame.pc = 2;
      return YIELD;
    case 2:
      if (how !== NEXT) leave();
      if (how === THROW) throw value;
      frame.out = value;
      if (how === RETURN) return DONE;
      frame.pc = 3;
      return AWAIT;
    default:
      leave();
      if (how === THROW) throw value;
      frame.out = value;
      return DONE;
  }
};

export const compiledAsyncTwo = define("asyncTwo", "asyncGenerator", {
  step: asyncTwoStep,
  locals: (scope, first: never) => ({ scope, first }),
  checkpoints: {
    1: checkpoint("first", "await", ["scope"]),
    2: checkpoint("yield", "yield", ["scope"]),
    3: checkpoint("return", "await", ["scope"]),
  },
});

export const nativeAsyncAll = (log: Log) =>
  async function* (
    iterable: Iterable<unknown> | AsyncIterable<unknown>,
  ): AsyncGenerator<unknown, void, unknown> {
    try {
      const result: unknown = yield* iterable as AsyncIterable<unknown>;
      log.push(`result ${String(result)}`);
    } finally {
      log.push("finally");
    }
  };

const asyncAllStep: Step = (frame, how, value) => {
  const l = frame.locals as { scope: { log: Log }; iterable: unknown; $d: Delegation | undefined };
  const { log } = l.scope;
  try {
    if (frame.pc === 0) [l.$d, how, value] = [delegateAsync(l.iterable), NEXT, undefined];
    const $d = l.$d!;
    if (frame.pc !== 1) {
      frame.pc = 1;
      return delegateCall(frame, $d, how, value);
    }
    if (how === THROW) throw value;
    delegateTake($d, value);
    if (!$d.done) {
      frame.out = $d.value;
      frame.pc = 2;
      return YIELD;
    }
    if (!$d.returned) log.push(`result ${String($d.value)}`);
    log.push("finally");
    frame.out = $d.returned ? $d.value : undefined;
    return DONE;
  } catch (error) {
    log.push("finally");
    throw error;
  }
};

export const compiledAsyncAll = define("asyncAll", "asyncGenerator", {
  step: asyncAllStep,
  locals: (scope, iterable: never) => ({ scope, iterable, $d: undefined }),
  checkpoints: {
    1: checkpoint("call", "call", ["scope", "$d"]),
    2: checkpoint("yield", "yield", ["scope", "$d"]),
  },
});
