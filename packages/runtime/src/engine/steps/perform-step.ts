import { TimeoutError } from "../../errors/timeout-error.js";
import { describeOperation, type StepInfo, type StepOperation } from "../../operations/operation.js";
import type { Outcome } from "../../promises/outcome.js";
import { callService } from "../../services/call-service.js";
import type { Service } from "../../services/service.js";
import { decode, encode } from "../../snapshot/index.js";
import type { Clock } from "../clock.js";
import type { Engine } from "../engine.js";
import { performTask } from "./perform-task.js";

export interface StepSurroundings {
  readonly services: readonly Service[];
  readonly clock: Clock;
  /** For durable functions that tasks call. */
  engine?: Engine;
  /** A shared method on the last commit of a durable object. */
  read(object: string, method: string, args: readonly unknown[]): Promise<unknown>;
}

/**
 * Runs one attempt of a step. Called after the commit that asked for it; never rejects. With an `attemptTimeoutMs`
 * the attempt ends with a TimeoutError then, also where its code goes on in spite of its signal.
 */
export function performStep(
  operation: StepOperation,
  info: StepInfo,
  surroundings: StepSurroundings,
): Promise<Outcome> {
  const limitMs = operation.policy?.attemptTimeoutMs;
  return limitMs === undefined
    ? attempt(operation, info, surroundings)
    : limitedAttempt(operation, info, surroundings, limitMs);
}

async function limitedAttempt(
  operation: StepOperation,
  info: StepInfo,
  surroundings: StepSurroundings,
  limitMs: number,
): Promise<Outcome> {
  const { clock } = surroundings;
  const limited = new AbortController();
  const stop = () => limited.abort(info.signal.reason);
  let disarm!: () => void;
  const late = new Promise<Outcome>((resolve) => {
    disarm = clock.setTimer(clock.now() + limitMs, () => {
      const error = new TimeoutError(`Attempt ${info.attempt} of ${describeOperation(operation)}`, limitMs);
      resolve({ error });
      limited.abort(error);
    });
  });
  if (info.signal.aborted) stop();
  else info.signal.addEventListener("abort", stop);
  try {
    return await Promise.race([attempt(operation, { ...info, signal: limited.signal }, surroundings), late]);
  } finally {
    disarm();
    info.signal.removeEventListener("abort", stop);
  }
}

/** A plain value takes as long as a promise that has settled: which of two steps is first must not depend on it. */
async function attempt(
  operation: StepOperation,
  info: StepInfo,
  surroundings: StepSurroundings,
): Promise<Outcome> {
  try {
    return { value: await act(operation, info, surroundings) };
  } catch (error) {
    return { error };
  }
}

function act(operation: StepOperation, info: StepInfo, { services, clock, read }: StepSurroundings): unknown {
  switch (operation.kind) {
    case "run":
      return operation.fn(info);
    case "effect":
      return operation.fn(...(copy(operation.args) as readonly unknown[]));
    case "task":
      return performTask(operation, copy(operation.args) as readonly unknown[], info);
    case "read":
      return read(operation.object, operation.method, operation.args);
    case "call": {
      const { service, method } = operation;
      const call = { service, method, payload: copy(operation.payload) };
      return callService(services, call, info, () => clock.now());
    }
  }
}

/** Values cross by value; primitives cost nothing. */
const copy = (value: unknown): unknown =>
  typeof value === "object" && value !== null ? decode(encode(value)) : value;
