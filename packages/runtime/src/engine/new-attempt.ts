import { attemptEntry } from "./history-entry.js";
import { addHistory, newDraft, type Prepared } from "./commit/prepare-commit.js";
import type { Run } from "./run.js";
import { addSent } from "./commit/sent.js";

/** The commit after which the function begins again from its top, with `ctx.state` kept. */
export function newAttempt(run: Run, retryInMs: number): Prepared {
  const { live, execution, control, core } = run;
  const nowMs = core.clock.now();
  const { attempt, id } = execution;
  run.history.push(attemptEntry(run));
  delete control.attemptAtMs;
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
  live.requests.take();
  const commit = newDraft(run, "pending", nowMs);
  commit.attempt = attempt + 1;
  commit.dueAtMs = nowMs + retryInMs;
  addSent(commit, run, { asked: [], abandoned: pending, isPublished: false });
  commit.pages = { clear: true, write: [], delete: [] };
  commit.returnsEvents = true;
  addHistory(commit, run, true);
  return { commit, asked: [], isPublished: false, isFinal: false, isNewAttempt: true };
}
