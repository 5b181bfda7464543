import { said } from "../../machine/said.js";
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
export async function performStep(
  operation: StepOperation,
  info: StepInfo,
  surroundings: StepSurroundings,
): Promise<Outcome> {
  const limitMs = operation.policy?.attemptTimeoutMs;
  if (limitMs === undefined) return attempt(operation, info, surroundings);
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

async function attempt(
  operation: StepOperation,
  info: StepInfo,
  { services, clock, read }: StepSurroundings,
): Promise<Outcome> {
  try {
    switch (operation.kind) {
      case "run":
        return { value: await operation.fn(info) };
      case "effect":
        return { value: await operation.fn(...(copy(operation.args) as readonly unknown[])) };
      case "task":
        return { value: await performTask(operation, copy(operation.args) as readonly unknown[], info) };
      case "read":
        return { value: await read(operation.object, operation.method, operation.args) };
      case "call": {
        const { service, method } = operation;
        const call = { service, method, payload: copy(operation.payload) };
        return { value: await callService(services, call, info, () => clock.now()) };
      }
    }
  } catch (error) {
    said(error);
    return { error };
  }
}

/** Values cross by value; primitives cost nothing. */
const copy = (value: unknown): unknown =>
  typeof value === "object" && value !== null ? decode(encode(value)) : value;
