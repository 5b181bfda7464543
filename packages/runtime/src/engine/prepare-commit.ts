import { encodeExecution, type Encoded } from "../execution/encode-execution.js";
import { isStep, type PendingOperation, type TransactionOperation } from "../operations/operation.js";
import type { ExecutionStatus, OutgoingMessage, TurnCommit } from "../store/store.js";
import { controlDueAtMs, controlText } from "./control.js";
import { newAttempt } from "./new-attempt.js";
import type { Run } from "./run.js";
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

/** History is written in batches of so many entries, and whenever the execution leaves memory. */
const HISTORY_BATCH = 20;

/** Encodes the execution and takes what it sends. Throws a `PerdureError` where it cannot be stored. */
export function prepareCommit(run: Run): Prepared {
  const { live, main, core } = run;
  if (main?.retryInMs !== undefined) return newAttempt(run, main.retryInMs);
  const isGone = live.tasks.size === 0 && live.operations.size === 0 && live.foreignPromises.size === 0;
  const encoded: Encoded | undefined = main && isGone ? undefined : encodeExecution(live);
  const isFinal = main !== undefined && live.tasks.size === 0 && (encoded?.pending ?? 0) === 0;
  const isPublished = main !== undefined && !main.published;
  const abandoned = encoded?.abandoned ?? [];
  for (const operation of abandoned) abandon(run, operation);
  const [transaction, later] = transactionsOf(live.operations.values());
  const asked = live.takeAsked();
  const dueAtMs = isFinal ? null : nextDueAtMs(run);
  const status = isFinal
    ? finalStatus(run)
    : main
      ? "completing"
      : later || isRunning(run)
        ? "running"
        : "waiting";
  const commit: TurnCommit = {
    ...rowOf(run, status),
    dueAtMs: later ? core.clock.now() : dueAtMs,
    snapshot: isFinal ? null : encoded!.text,
    outcome: main?.text ?? null,
    ...sent(run, asked, abandoned, isPublished),
    ...(isFinal && { expiresAtMs: expiry(run) }),
    ...historyOf(run, isFinal || run.isIdle),
    ...(transaction && { transaction: transactionCommit(transaction) }),
  };
  live.moved = false;
  run.isDirty = false;
  run.steps = 0;
  return { commit, asked, isPublished, isFinal, isNewAttempt: false };
}

/** What every turn commit says. */
export function rowOf(run: Run, status: ExecutionStatus) {
  const { live, execution, control, core } = run;
  const { seq, id, epoch, attempt } = execution;
  return {
    kind: "turn",
    seq,
    id,
    epoch,
    status,
    reason: null,
    detail: null,
    attempt,
    operation: live.lastOperation,
    updatedAtMs: core.clock.now(),
    control: controlText(control),
  } as const;
}

/** What leaves with the commit; absent where there is nothing, so that most commits write one row. */
export function sent(
  run: Run,
  asked: readonly PendingOperation[],
  abandoned: readonly PendingOperation[],
  isPublished: boolean,
): Partial<TurnCommit> {
  const { live } = run;
  const { children, events, messages, progress } = live.outgoing.take();
  const state = live.stateEntries.take();
  const waits = asked.flatMap((operation) =>
    operation.kind === "event" ? [{ operation: operation.n, eventId: operation.eventId }] : [],
  );
  const withdrawn = [
    ...run.timedOut.map((operation) => ({ operation, timedOut: true })),
    ...abandoned.flatMap(({ n, kind }) =>
      kind === "event" && !asked.some((each) => each.n === n) ? [{ operation: n, timedOut: false }] : [],
    ),
  ];
  const { consumed, kept } = run;
  const all = isPublished ? [...messages, ...toParent(run)] : messages;
  run.timedOut = [];
  run.unrecorded = [];
  run.consumed = [];
  run.kept = [];
  return {
    ...(children.length > 0 && { children }),
    ...(events.length > 0 && { events }),
    ...(all.length > 0 && { messages: all }),
    ...(progress !== undefined && { progress }),
    ...(state.length > 0 && { state }),
    ...(waits.length > 0 && { waits }),
    ...(withdrawn.length > 0 && { withdrawn }),
    ...(consumed.length > 0 && { consumed }),
    ...(kept.length > 0 && { kept }),
  };
}

export function historyOf(run: Run, flush: boolean): Pick<TurnCommit, "history"> {
  const { history, policy } = run;
  if (policy.historyEntries === 0) history.length = 0;
  if (history.length === 0 || (!flush && history.length < HISTORY_BATCH)) return {};
  return { history: JSON.stringify(history.splice(0)) };
}

const toParent = ({ execution, main }: Run): OutgoingMessage[] =>
  execution.parent === null
    ? []
    : [{ to: execution.parent, kind: "outcome", operation: execution.parentOperation, payload: main!.text }];

/** Nobody can reach its outcome any more: a wait ends, an effect goes on unheard. */
function abandon(run: Run, operation: PendingOperation): void {
  const { n, kind, label, askedAtMs } = operation;
  if (!isStep(operation)) run.live.operations.delete(n);
  const nowMs = run.core.clock.now();
  run.history.push({ n, kind, label, startMs: askedAtMs, endMs: nowMs, attempt: 1, note: "abandoned" });
}

/** The first that asks for the user's transaction, and whether there is another one behind it. */
function transactionsOf(operations: Iterable<PendingOperation>): [TransactionOperation | undefined, boolean] {
  const [first, ...others] = [...operations].filter((operation) => operation.kind === "transaction");
  return [first, others.length > 0];
}

/** Whether whoever takes it over has something to do at once. */
function isRunning({ live, core }: Run): boolean {
  if (live.isForeign) return true;
  const nowMs = core.clock.now();
  for (const operation of live.operations.values()) {
    if (operation.kind === "transaction") return true;
    if (isStep(operation) && (operation.dueAtMs ?? 0) <= nowMs) return true;
  }
  return false;
}

function nextDueAtMs({ live, control }: Run): number | null {
  let dueAtMs = controlDueAtMs(control);
  for (const operation of live.operations.values()) {
    if ("dueAtMs" in operation) dueAtMs = Math.min(dueAtMs, operation.dueAtMs ?? Infinity);
    if ("deadlineAtMs" in operation) dueAtMs = Math.min(dueAtMs, operation.deadlineAtMs ?? Infinity);
  }
  return dueAtMs === Infinity ? null : dueAtMs;
}

function finalStatus({ main, control }: Run): ExecutionStatus {
  if (!("error" in main!.outcome)) return "completed";
  return control.stopped === "cancelled" ? "cancelled" : "failed";
}

const expiry = ({ policy, core }: Run): number | null =>
  policy.retentionMs === null ? null : core.clock.now() + policy.retentionMs;
