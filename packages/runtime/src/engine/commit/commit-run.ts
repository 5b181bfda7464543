import { describePlaces } from "./describe-places.js";
import { prepareCommit, type Prepared } from "./prepare-commit.js";
import { readOutcome } from "../cross-by-value.js";
import { findDeadlocks } from "../objects/find-deadlocks.js";
import { keepOutcomes } from "../steps/record-outcomes.js";
import { refuseSnapshot } from "./refuse-snapshot.js";
import type { Run } from "../run.js";
import { ended, tellCallers } from "../objects/object-callers.js";
import { skipCommit } from "./skip-commit.js";
import { startStep } from "../steps/start-step.js";
import { PerdureError } from "../../errors/perdure-error.js";
import { isStep } from "../../operations/operation.js";
import type { CommitResult } from "../../store/store.js";

/** Commits what an execution has come to, and then starts the effects that it has asked for. */
export async function commitRun(run: Run): Promise<void> {
  const { core, live, id, unrecorded } = run;
  core.activity.begin();
  try {
    if (skipCommit(run)) return;
    const prepared = prepare(run);
    if (!prepared) return;
    run.isHeld = true;
    run.sending = prepared.asked;
    const describing = describePlaces(core, live);
    if (describing) await describing;
    const result = await core.commits.submit(prepared.commit);
    if (run.hasLeft) return;
    if ("error" in result) {
      core.logger.warn(
        { execution: id, err: result.error },
        "a commit failed; the execution is loaded again",
      );
      await keepOutcomes(run, unrecorded);
      return core.reloadLater(run);
    }
    if (result.status === "fenced") return core.drop(run, "another engine has taken this execution over");
    if (result.status === "conflict") {
      await keepOutcomes(run, unrecorded);
      return core.reload(run);
    }
    goOn(run, prepared, result);
  } finally {
    core.activity.end();
  }
}

/** Undefined where its variables cannot be stored: those who wait are told. */
function prepare(run: Run): Prepared | undefined {
  try {
    return prepareCommit(run);
  } catch (error) {
    if (!(error instanceof PerdureError)) throw error;
    if (!run.calls.refuseUnstorable(error)) refuseSnapshot(run, error);
    return undefined;
  }
}

function goOn(
  run: Run,
  prepared: Prepared,
  result: Extract<CommitResult, { readonly status: "committed" }>,
): void {
  const { core, live } = run;
  run.isHeld = false;
  run.sending = [];
  committed(run, prepared);
  if (result.delivered) core.messagesArrived();
  if (prepared.isFinal || prepared.isNewAttempt) return core.leave(run);
  if (result.outcome !== undefined) {
    const operation = prepared.commit.transaction!.operation;
    const [text, seq] = [result.outcome, result.message!];
    run.receive({ kind: "outcome", operation, outcome: readOutcome(text), text, seq });
  }
  if (core.instruments.freezeDry && !live.isForeign) return core.reload(run);
  for (const operation of prepared.asked) if (isStep(operation)) startStep(run, operation);
  findDeadlocks(run, prepared.asked);
  run.quiet();
}

function committed(run: Run, { commit, isPublished }: Prepared): void {
  const { core, main } = run;
  run.refusedAt = undefined;
  run.dueAtMs = commit.dueAtMs;
  run.release();
  if (isPublished && main) {
    main.published = true;
    core.waiters.tell(commit);
    const { id, functionId } = run.execution;
    if ("error" in main.outcome && run.control.stopped !== "cancelled")
      core.hook("onFailed", { id, functionId, error: main.outcome.error });
  }
  // An object comes into memory with its first call.
  for (const { id, parent, elsewhere } of commit.children ?? []) if (parent && !elsewhere) core.launch(id);
  for (const answer of commit.answers ?? []) core.callers.tell(ended(answer));
  if (commit.forgets !== undefined) void core.activity.during(() => tellCallers(core));
  if (commit.dueAtMs !== null) core.wakeAt(commit.dueAtMs);
  core.observer.committed?.(run.execution, commit);
}
