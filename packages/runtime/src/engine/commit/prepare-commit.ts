import { PerdureError } from "../../errors/perdure-error.js";
import { encodeExecution, type Encoded } from "../../execution/encode-execution.js";
import { isStuck } from "../../execution/is-stuck.js";
import { MAIN_TASK } from "../../execution/live-execution.js";
import { placeOf } from "../../frames/place.js";
import { neverSettles } from "../../generated/messages.js";
import { isStep, type PendingOperation } from "../../operations/operation.js";
import type { ExecutionStatus, TurnCommit } from "../../store/store.js";
import { agendaOf } from "./agenda.js";
import { controlText } from "../control.js";
import { checkSnapshotSize } from "./check-snapshot-size.js";
import { attemptEntry } from "../history-entry.js";
import { newAttempt } from "../new-attempt.js";
import { HISTORY_DELAY_MS, type Run } from "../run.js";
import { addSent, type Draft } from "./sent.js";
import { transactionCommit } from "./transaction-commit.js";

/** A commit that is ready to be sent, and what it means. */
export interface Prepared {
  readonly commit: TurnCommit;
  /** What it asks for, to be started afterwards. */
  readonly asked: readonly PendingOperation[];
  /** The function's outcome is in it for the first time. */
  readonly isPublished: boolean;
  readonly isFinal: boolean;
  readonly isNewAttempt: boolean;
}

/** History is written in batches of so many entries, and whenever the execution leaves memory or time has passed. */
const HISTORY_BATCH = 20;

const NONE: readonly PendingOperation[] = [];

/** Encodes the execution and takes what it sends. Throws a `PerdureError` where it cannot be stored. */
export function prepareCommit(run: Run): Prepared {
  const { live, main, core } = run;
  if (main?.retryInMs !== undefined) return newAttempt(run, main.retryInMs);
  const isGone = live.tasks.size === 0 && live.operations.size === 0 && live.foreignPromises.size === 0;
  const encoded: Encoded | undefined = main && isGone ? undefined : encodeExecution(live);
  if (encoded) checkSnapshotSize(encoded.text, core.maxSnapshotBytes, run);
  const pending = encoded?.pending ?? 0;
  const isGoingOn = live.tasks.size > 0 && !isStuck(live, pending);
  // Where the function has returned a promise, no task waits for what that waits for.
  if (!main && !isGoingOn && pending === 0 && !live.isForeign) throw stuck(run);
  const isFinal = main !== undefined && pending === 0 && !isGoingOn;
  const isPublished = main !== undefined && !main.published;
  const abandoned = encoded?.abandoned ?? NONE;
  for (const operation of abandoned) abandon(run, operation);
  const asked = live.requests.take();
  const nowMs = core.clock.now();
  const { transaction, hasNext, isRunning, dueAtMs } = agendaOf(run, nowMs);
  const inProgress = main ? "completing" : isRunning ? "running" : "waiting";
  const commit = newDraft(run, isFinal ? finalStatus(run) : inProgress, nowMs);
  if (!isFinal) {
    // What is in flight behind a function that has ended shows in no status: whoever takes it over looks at once.
    commit.dueAtMs = hasNext || (main && isRunning) ? nowMs : dueAtMs;
    commit.snapshot = encoded!.text;
    if (encoded!.pages) commit.pages = encoded!.pages;
    live.pages.written();
  }
  if (main) commit.outcome = main.text;
  addSent(commit, run, { asked, abandoned, isPublished });
  if (isFinal) commit.expiresAtMs = expiry(run);
  if (isFinal && live.ports.object) commit.forgets = run.calls.refusal(main);
  if (isPublished) run.history.push(attemptEntry(run));
  addHistory(commit, run, isFinal || !isRunning);
  if (transaction) commit.transaction = transactionCommit(transaction, live.ports.around);
  live.moved = false;
  run.isDirty = hasNext;
  run.steps = 0;
  return { commit, asked, isPublished, isFinal, isNewAttempt: false };
}

/** Thrown where the execution waits: nothing can wake it any more. */
function stuck({ live }: Run): PerdureError {
  const frame = (live.tasks.get(MAIN_TASK) ?? live.lastRan)?.frame;
  return new PerdureError(neverSettles({ place: frame ? placeOf(frame) : live.identity.functionId }));
}

/** What every turn commit says. */
export function newDraft(run: Run, status: ExecutionStatus, nowMs: number): Draft {
  const { live, execution, control } = run;
  const { seq, id, epoch, attempt } = execution;
  const draft: Draft = {
    kind: "turn",
    seq,
    id,
    epoch,
    status,
    reason: null,
    detail: null,
    attempt,
    operation: live.requests.last,
    dueAtMs: null,
    snapshot: null,
    outcome: null,
    updatedAtMs: nowMs,
    control: controlText(control),
  };
  if (run.policy.durability === "normal") draft.durability = "normal";
  return draft;
}

/** Said by commits of functions whose author does not mind to lose the last ones with the power. */
export const weakly = ({ policy }: Run): Pick<TurnCommit, "durability"> =>
  policy.durability === "normal" ? { durability: "normal" } : {};

/** Adds what is to be told to people, where there is enough of it or it is to be `flush`ed. */
export function addHistory(commit: Draft, run: Run, flush: boolean): void {
  const { history, policy, core } = run;
  const { historyEntries } = policy;
  if (historyEntries === 0) history.length = 0;
  const [oldest] = history;
  if (!oldest) return;
  const isLate = commit.updatedAtMs >= oldest.endMs + HISTORY_DELAY_MS || core.steps.isClosed;
  if (!flush && !isLate && history.length < HISTORY_BATCH) return;
  commit.history = JSON.stringify(history.splice(0));
  commit.historyEntries = historyEntries;
}

/** Nobody can reach its outcome any more: a wait ends, an effect goes on unheard. */
function abandon(run: Run, operation: PendingOperation): void {
  const { n, kind, label, askedAtMs } = operation;
  if (!isStep(operation)) run.live.operations.delete(n);
  const nowMs = run.core.clock.now();
  run.history.push({ n, kind, label, startMs: askedAtMs, endMs: nowMs, attempt: 1, note: "abandoned" });
}

function finalStatus({ main, control }: Run): ExecutionStatus {
  if (!("error" in main!.outcome)) return "completed";
  return control.stopped === "cancelled" ? "cancelled" : "failed";
}

const expiry = ({ policy, core }: Run): number | null =>
  policy.retentionMs === null ? null : core.clock.now() + policy.retentionMs;
