import { NEXT, THROW, type Frame, type Resumption } from "../machine/abi.js";
import { PerdureError } from "../errors/perdure-error.js";
import { operationNotAwaited, unhandledTask } from "../generated/messages.js";
import { describeOperation, type Operation, type Outcome } from "../operations/operation.js";
import { withTurn } from "./current-turn.js";
import { drive } from "./drive.js";
import { DurablePromise } from "./durable-promise.js";
import type { LiveExecution } from "./live-execution.js";
import { placeOf } from "../frames/place.js";
import { STOP } from "./stop.js";
import { adoptAwaited } from "./task-in-memory.js";

/** Where a turn's running stopped: at an operation, or at the function's end. */
export type TurnEnd = { readonly waitsFor: Operation } | { readonly ended: Outcome };

export interface AdvancePorts {
  /** Called before something that is not durable is awaited in memory; returns what to call afterwards. */
  onForeignWait(): () => void;
  /** Whether the turn must end at an operation that has settled already. */
  stopsAtSettled: boolean;
  onSettled(operation: Operation, outcome: Outcome): void;
}

/**
 * Runs the execution's task, which waits in `live.task`, until it waits for an operation again or ends. One
 * microtask passes after each settled await and each return to a caller, as between native async functions.
 */
export async function advance(live: LiveExecution, settled: Outcome, ports: AdvancePorts): Promise<TurnEnd> {
  let frame = live.task.frame;
  let outcome = settled;
  live.task.frame = live.task.waitsFor = null;
  while (frame) {
    const [how, value] = resumption(outcome);
    const current: Frame = frame;
    const stop = adoptAwaited(
      live,
      withTurn(live, () => drive(current, how, value, STOP)),
    );
    frame = stop.frame;
    if (stop.kind === "leave" && (stop.how === THROW || !mayBeThenable(stop.value))) {
      outcome = stop.how === THROW ? { error: stop.value } : { value: stop.value };
      if (frame) await undefined;
      continue;
    }
    const operand = stop.kind === "await" ? stop.operand : asReturned(stop.value);
    const place = placeOf(frame ?? current);
    const awaited = operand instanceof DurablePromise ? operand.operation : undefined;
    if (stop.kind === "await") live.tasks.awaited(operand);
    if (!awaited) {
      const done = ports.onForeignWait();
      try {
        outcome = { value: await operand };
      } catch (error) {
        outcome = { error };
      }
      done();
    }
    const floating = [...live.unawaited].find((operation) => operation !== awaited);
    if (floating) {
      live.unawaited.clear();
      outcome = { error: notAwaited(floating, place) };
    } else if (awaited) {
      const unhandled = live.tasks.isEmpty ? undefined : await live.tasks.end();
      if (unhandled) {
        live.withdraw(awaited);
        outcome = { error: unhandledIn(unhandled, place) };
        continue;
      }
      live.wait(awaited, frame);
      if (!awaited.outcome || ports.stopsAtSettled) return { waitsFor: awaited };
      live.withdraw(awaited);
      outcome = awaited.outcome;
      ports.onSettled(awaited, outcome);
      await undefined;
    }
  }
  const unhandled = live.tasks.isEmpty ? undefined : await live.tasks.end();
  if (unhandled && !("error" in outcome)) outcome = { error: unhandledIn(unhandled, live.functionId) };
  const [floating] = live.unawaited;
  if (!floating) return { ended: outcome };
  live.unawaited.clear();
  return { ended: "error" in outcome ? outcome : { error: notAwaited(floating, live.functionId) } };
}

/** A rejection in a task that nothing has handled is an error of the execution. */
const unhandledIn = ({ reason }: { readonly reason: unknown }, place: string) =>
  new PerdureError(unhandledTask({ place, problem: String(reason) }), { cause: reason });

const resumption = (outcome: Outcome): [Resumption, unknown] =>
  "error" in outcome ? [THROW, outcome.error] : [NEXT, outcome.value];

const notAwaited = (operation: Operation, place: string) =>
  new PerdureError(operationNotAwaited({ operation: describeOperation(operation), place }));

/** Asks without reading it: a getter must run once, where the promise machinery reads it. */
const mayBeThenable = (value: unknown): boolean =>
  ((typeof value === "object" && value !== null) || typeof value === "function") && "then" in value;

/** What the caller of an async function awaits where that returned a promise: it settles two ticks later. */
const asReturned = (value: unknown): unknown =>
  value instanceof DurablePromise ? value : new Promise((resolve) => resolve(value));
