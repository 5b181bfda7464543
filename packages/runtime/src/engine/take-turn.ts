import { advance, type TurnEnd } from "../execution/advance.js";
import { encodeExecution } from "../execution/encode-execution.js";
import type { LiveExecution } from "../execution/live-execution.js";
import { checkpointOf, placeOf } from "../frames/place.js";
import { PerdureError } from "../errors/perdure-error.js";
import { argumentsOf, type Operation, type Outcome } from "../operations/operation.js";
import type { TurnCommit } from "../store/store.js";
import { commitTurn } from "./commit-turn.js";
import type { Core } from "./core.js";
import { crossByValue } from "./cross-by-value.js";
import type { Next } from "./next.js";
import { parkExecution } from "./park-execution.js";

/** One turn: runs the execution from a settled operation to its next wait or its end, and commits once. */
export async function takeTurn(core: Core, live: LiveExecution, settled: Outcome): Promise<Next> {
  let outcome = settled;
  for (;;) {
    const end = await advance(live, outcome, {
      stopsAtSettled: core.instruments.freezeDry ?? false,
      onForeignWait: () => recordIfLong(core, live),
      onSettled: (operation, result) => report(core, live, operation, result),
    });
    const prepared = prepare(core, live, end);
    if ("commit" in prepared) return commitTurn(core, live, prepared.commit, end);
    if ("parked" in prepared) return parkUnstorable(core, live, prepared.parked);
    outcome = prepared.refused;
  }
}

type Prepared = { readonly commit: TurnCommit } | { readonly refused: Outcome } | { readonly parked: string };

/** Encodes before the commit; a value that cannot be stored is thrown at the await, twice at one await parks. */
function prepare(core: Core, live: LiveExecution, end: TurnEnd): Prepared {
  if ("ended" in end) {
    const { text, outcome } = crossByValue(end.ended, live.functionId);
    const status = "error" in outcome ? "failed" : "completed";
    return { commit: turnCommit(core, live, { status, outcome: text }) };
  }
  const operation = end.waitsFor;
  try {
    return { commit: waitingCommit(core, live, operation) };
  } catch (error) {
    if (!(error instanceof PerdureError)) throw error;
    live.withdraw(operation);
    const at = live.task.frame ? (checkpointOf(live.task.frame)?.key ?? "") : "";
    if (live.refusedAt === at) return { parked: error.message };
    live.refusedAt = at;
    return { refused: { error } };
  }
}

/** The execution stays where its last commit left it; the outcome that this turn consumed is kept for the next. */
async function parkUnstorable(core: Core, live: LiveExecution, detail: string): Promise<Next> {
  const { executionId: id, epoch, uncommitted } = live;
  if (uncommitted) await core.commits.submit({ kind: "outcome", id, epoch, ...uncommitted });
  return parkExecution(core, { id, epoch, reason: "unstorable", detail });
}

/** The commit of an execution that waits for `operation`. */
export function waitingCommit(core: Core, live: LiveExecution, operation: Operation): TurnCommit {
  const dueAtMs = "dueAtMs" in operation ? (operation.dueAtMs ?? null) : null;
  const status = dueAtMs === null ? "running" : "waiting";
  return turnCommit(core, live, { status, dueAtMs, snapshot: encodeExecution(live) });
}

function turnCommit(
  core: Core,
  live: LiveExecution,
  change: Pick<TurnCommit, "status"> & Partial<TurnCommit>,
): TurnCommit {
  return {
    kind: "turn",
    id: live.executionId,
    epoch: live.epoch,
    reason: null,
    detail: null,
    attempt: live.attempt,
    operation: live.lastOperation,
    dueAtMs: null,
    snapshot: null,
    outcome: null,
    updatedAtMs: core.clock.now(),
    state: live.stateEntries.changes(),
    ...change,
  };
}

/**
 * A foreign wait that outlasts this turn of the event loop: the outcome that the turn consumes is recorded on its
 * own, so that its operation does not run again should the process die during the wait.
 */
function recordIfLong(core: Core, live: LiveExecution): () => void {
  const { uncommitted } = live;
  if (!uncommitted) return () => {};
  const timer = setImmediate(() => {
    live.uncommitted = undefined;
    const { executionId: id, epoch } = live;
    void core.commits.submit({ kind: "outcome", id, epoch, ...uncommitted }).then((result) => {
      if ("error" in result)
        core.logger.warn({ id, error: result.error }, "could not record an outcome ahead");
    });
  });
  return () => clearImmediate(timer);
}

export function report(core: Core, live: LiveExecution, operation: Operation, outcome: Outcome): void {
  const { frame } = live.task;
  if (!core.instruments.onOperation) return;
  const { n, kind, label } = operation;
  const place = frame ? `${placeOf(frame)}  ${checkpointOf(frame)?.source ?? ""}` : "";
  core.instruments.onOperation(live.executionId, {
    n,
    kind,
    label,
    args: argumentsOf(operation),
    outcome,
    place,
  });
}
