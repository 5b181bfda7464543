import { NEXT, THROW, type Machine, type Resumption } from "../machine/abi.js";
import { PerdureError } from "../errors/perdure-error.js";
import { operationInTask } from "../generated/messages.js";
import { describeOperation } from "../operations/operation.js";
import { withTurn } from "./current-turn.js";
import { drive } from "./drive.js";
import { DurablePromise } from "./durable-promise.js";
import { newFrame } from "../frames/frame.js";
import type { LiveExecution } from "./live-execution.js";
import { settleFrame } from "./settle.js";
import { STOP, type Stop } from "./stop.js";
import type { Paused } from "./tasks.js";

/**
 * An async function of compiled code that was called otherwise than by `await f(...)`, as a part of the turn. It runs
 * to its first wait at once. If the caller then awaits its promise, it goes on as if it had been called so; else it runs
 * beside its caller with native awaits, and operations of the context are refused in it.
 */
export function runTask(
  live: LiveExecution,
  machine: Machine,
  self: unknown,
  args: readonly unknown[],
): Promise<unknown> {
  let paused: Paused | undefined;
  const promise = new Promise((resolve, reject) => {
    const bottom = newFrame(machine, self, args, null);
    const end = (how: Resumption, value: unknown) => (how === THROW ? reject(value) : resolve(value));
    const stop = withTurn(live, () => drive(bottom, NEXT, undefined, STOP));
    if (stop.kind === "leave" && !stop.frame) end(stop.how, stop.value);
    else paused = { bottom, stop, end };
  });
  if (paused) live.tasks.pause(promise, paused);
  return live.track(promise);
}

/** Where a segment has stopped, seen through the calls whose promise it awaits. Other tasks go on by themselves. */
export function adoptAwaited(live: LiveExecution, segment: Stop): Stop {
  let stop = segment;
  for (;;) {
    const awaited = stop.kind === "await" ? stop.operand : stop.how === NEXT ? stop.value : undefined;
    const paused = live.tasks.adopt(awaited);
    if (!paused) break;
    paused.bottom.up = settleFrame(paused.end, stop.frame);
    stop = paused.stop;
  }
  live.tasks.release((paused) => void runOn(live, paused));
  return stop;
}

async function runOn(live: LiveExecution, { stop: first, end }: Paused): Promise<void> {
  for (let stop = first; ;) {
    if (stop.kind === "leave" && !stop.frame) return end(stop.how, stop.value);
    const frame = stop.frame!;
    const [how, value] = await settled(live, stop, frame.machine.name);
    stop = adoptAwaited(
      live,
      withTurn(live, () => drive(frame, how, value, STOP)),
    );
  }
}

async function settled(live: LiveExecution, stop: Stop, name: string): Promise<[Resumption, unknown]> {
  if (stop.kind === "leave" && stop.how === THROW) {
    await undefined;
    return [THROW, stop.value];
  }
  const operand = stop.kind === "await" ? stop.operand : stop.value;
  live.tasks.awaited(operand);
  try {
    if (operand instanceof DurablePromise) refuse(live, operand, name);
    return [NEXT, await operand];
  } catch (error) {
    return [THROW, error];
  }
}

function refuse(live: LiveExecution, { operation }: DurablePromise, name: string): never {
  live.withdraw(operation);
  throw new PerdureError(operationInTask({ operation: describeOperation(operation), name }));
}
