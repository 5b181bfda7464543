import type { DurableFunction } from "../../api/durable-function.js";
import { PerdureError } from "../../errors/perdure-error.js";
import { withOuterCaller, type Aside, type OuterCaller } from "../../machine/outer-caller.js";
import type { StepInfo } from "../../operations/operation.js";
import type { Engine } from "../engine.js";

/**
 * Durable functions that the code of a task calls: executions of their own on the task's engine. Where an attempt runs
 * again after a crash, the same call finds the execution that it has started before.
 */
export function taskCaller(engine: Engine, info: StepInfo, aside: Aside): OuterCaller {
  let calls = 0;
  const run = async (fn: object, args: readonly unknown[], id: string): Promise<unknown> => {
    const durableFunction = fn as DurableFunction<readonly unknown[], unknown>;
    const handle = await engine.start(durableFunction, args, { id }).catch((error: unknown) => {
      if (!isTaken(error)) throw error;
      return engine.start(durableFunction, args); // another call than the first time
    });
    return handle.result();
  };
  return {
    engine,
    aside,
    callFunction(fn, args) {
      const id = `${info.idempotencyKey}~${info.attempt}.${++calls}`;
      return withOuterCaller(undefined, () => aside(() => run(fn, args, id)));
    },
  };
}

const isTaken = (error: unknown): boolean => error instanceof PerdureError && error.code === ID_TAKEN;
const ID_TAKEN = "PD2070";

/** Calls `leave` before the first of several waits, and `comeBack` after the last. */
export function asideOf(leave: () => void, comeBack: () => Promise<void>): Aside {
  let waiting = 0;
  return async (wait) => {
    if (waiting++ === 0) leave();
    try {
      return await wait();
    } finally {
      if (--waiting === 0) await comeBack();
    }
  };
}
