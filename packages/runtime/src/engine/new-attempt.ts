import { messageOf } from "./history-entry.js";
import { rowOf, sent, historyOf, type Prepared } from "./prepare-commit.js";
import type { Run } from "./run.js";
import type { TurnCommit } from "../store/store.js";

/** The commit after which the function begins again from its top, with `ctx.state` kept. */
export function newAttempt(run: Run, retryInMs: number): Prepared {
  const { live, execution, control, core, main } = run;
  const nowMs = core.clock.now();
  const { attempt, id } = execution;
  const error = "error" in main!.outcome ? messageOf(main!.outcome.error) : "";
  run.history.push({ n: 0, kind: "attempt", label: "", startMs: nowMs, endMs: nowMs, attempt, error });
  const pending = [...live.operations.values()];
  for (const operation of pending) {
    if (operation.kind === "child")
      live.outgoing.messages.push({
        to: operation.childId,
        kind: "cancel",
        payload: "its caller has failed",
      });
    core.steps.cancel(id, operation.n, new Error("the function's attempt has failed"), true);
  }
  delete control.attemptDeadlineAtMs;
  delete control.cleanupUntilMs;
  live.takeAsked();
  const commit: TurnCommit = {
    ...rowOf(run, "pending"),
    attempt: attempt + 1,
    dueAtMs: nowMs + retryInMs,
    snapshot: null,
    outcome: null,
    ...sent(run, [], pending, false),
    returnsEvents: true,
    ...historyOf(run, true),
  };
  return { commit, asked: [], isPublished: false, isFinal: false, isNewAttempt: true };
}
