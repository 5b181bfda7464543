import { NEXT, THROW, type Frame, type Machine, type Resumption } from "../machine/abi.js";
import { PerdureError } from "../errors/perdure-error.js";
import { operationInTask } from "../generated/messages.js";
import { describeOperation } from "../operations/operation.js";
import { withTurn } from "./current-turn.js";
import { drive } from "./drive.js";
import { DurablePromise } from "./durable-promise.js";
import { newFrame } from "./frame.js";
import type { LiveExecution } from "./live-execution.js";
import { STOP } from "./stop.js";

/**
 * An async function of compiled code that was called without being awaited, as a part of the turn: it runs beside
 * its caller with native awaits. Operations of the context are refused in it, since its frames are not stored.
 */
export function runTask(
  live: LiveExecution,
  machine: Machine,
  self: unknown,
  args: readonly unknown[],
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const frame = newFrame(machine, self, args, null);
    const end = (how: Resumption, value: unknown) => (how === THROW ? reject(value) : resolve(value));
    void pump(live, frame, end);
  });
}

async function pump(
  live: LiveExecution,
  start: Frame,
  end: (how: Resumption, value: unknown) => void,
): Promise<void> {
  let frame = start;
  let how: Resumption = NEXT;
  let value: unknown;
  for (;;) {
    const stop = withTurn(live, () => drive(frame, how, value, STOP));
    if (stop.kind === "leave" && !stop.frame) return end(stop.how, stop.value);
    const caller = frame;
    frame = stop.frame!;
    try {
      if (stop.kind === "leave" && stop.how === THROW) {
        await undefined;
        throw stop.value;
      }
      const operand = stop.kind === "await" ? stop.operand : stop.value;
      live.tasks.awaited(operand);
      if (operand instanceof DurablePromise) refuse(live, operand, caller.machine.name);
      value = await operand;
      how = NEXT;
    } catch (error) {
      how = THROW;
      value = error;
    }
  }
}

function refuse(live: LiveExecution, { operation }: DurablePromise, name: string): never {
  live.withdraw(operation);
  throw new PerdureError(operationInTask({ operation: describeOperation(operation), name }));
}
