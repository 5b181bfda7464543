import { newFrame } from "../frames/frame.js";
import { LiveExecution } from "../execution/live-execution.js";
import { RestoreError, restoreExecution } from "../execution/restore-execution.js";
import { StateEntries } from "../execution/state-entries.js";
import { durableDefinition } from "../api/definition.js";
import type { Operation, Outcome } from "../operations/operation.js";
import { SnapshotError } from "../snapshot/index.js";
import type { Execution } from "../store/store.js";
import { snapshotUnreadable } from "../generated/messages.js";
import type { Core } from "./core.js";
import { decodeInput, type ExecutionInput } from "./execution-input.js";
import { readOutcome } from "./cross-by-value.js";
import { LEFT, type Next } from "./next.js";
import { parkExecution } from "./park-execution.js";
import { takeStep } from "./take-step.js";
import { report, takeTurn } from "./take-turn.js";

/** Goes on with an execution from its row: at its start, or at the await where it stands. */
export async function resumeExecution(core: Core, execution: Execution, live: LiveExecution): Promise<Next> {
  try {
    return execution.snapshot === null
      ? await begin(core, execution, live)
      : await goOn(core, live, execution, execution.snapshot);
  } catch (error) {
    if (!(error instanceof RestoreError)) throw error;
    return parkExecution(core, { ...execution, reason: error.reason, detail: error.message });
  }
}

export async function loadLive(core: Core, execution: Execution): Promise<LiveExecution> {
  const { id: executionId, functionId, epoch, attempt, operation } = execution;
  const state = new StateEntries(await core.store.loadState(executionId));
  return new LiveExecution({ executionId, functionId, epoch, attempt, operation }, state, core.clock.now);
}

async function begin(core: Core, execution: Execution, live: LiveExecution): Promise<Next> {
  const { machine } = durableDefinition(execution.functionId);
  const { captured, args } = readInput(execution);
  let started: Outcome = { value: undefined };
  try {
    live.task.frame = newFrame(machine, undefined, [...captured, live.context, ...args], null);
  } catch (error) {
    started = { error };
  }
  return takeTurn(core, live, started);
}

function readInput(execution: Execution): ExecutionInput {
  try {
    return decodeInput(execution.input);
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    const reason = `its arguments: ${error.message.split("\n")[0]}`;
    throw new RestoreError("unreadable", snapshotUnreadable({ id: execution.id, reason }), { cause: error });
  }
}

async function goOn(core: Core, live: LiveExecution, execution: Execution, snapshot: string): Promise<Next> {
  restoreExecution(live, snapshot);
  const operation = live.task.waitsFor!;
  const recorded = (await core.store.loadOutcomes(live.executionId)).find(
    (row) => row.operation === operation.n,
  );
  const outcome = recorded ? readOutcome(recorded.outcome) : (operation.outcome ?? elapsed(core, operation));
  if (outcome) {
    live.withdraw(operation);
    report(core, live, operation, outcome);
    return takeTurn(core, live, outcome);
  }
  const step = operation.kind === "run" || operation.kind === "call" ? operation : undefined;
  if (step && (step.dueAtMs ?? 0) <= core.clock.now()) {
    if (!core.instruments.isolateSteps) return takeStep(core, live, step);
    const twin = await loadLive(core, execution);
    restoreExecution(twin, snapshot);
    return takeStep(core, live, step, twin.task.waitsFor as typeof step);
  }
  core.live.delete(live.executionId);
  if ("dueAtMs" in operation) core.wakeAt(operation.dueAtMs!);
  return LEFT;
}

/** A sleep that is over has its outcome. */
const elapsed = (core: Core, operation: Operation): Outcome | undefined =>
  operation.kind === "sleep" && operation.dueAtMs <= core.clock.now() ? { value: undefined } : undefined;
