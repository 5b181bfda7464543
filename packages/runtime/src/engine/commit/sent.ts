import type { PendingOperation } from "../../operations/operation.js";
import type { OutgoingMessage, TurnCommit } from "../../store/store.js";
import type { Run } from "../run.js";

/** A commit that is being put together. */
export type Draft = { -readonly [Key in keyof TurnCommit]: TurnCommit[Key] };

/** What leaves with a turn. */
export interface Leaving {
  /** Operations that were asked for. */
  readonly asked: readonly PendingOperation[];
  /** Operations that nobody waits for any more. */
  readonly abandoned: readonly PendingOperation[];
  /** Whether it holds the function's outcome for the first time. */
  readonly isPublished: boolean;
}

/** Adds what leaves with the commit; nothing where there is nothing, so that most commits write one row. */
export function addSent(commit: Draft, run: Run, { asked, abandoned, isPublished }: Leaving): void {
  const { outgoing, stateEntries } = run.live;
  const { children, events, messages, calls, answers, progress } = outgoing;
  const { consumed, kept, taken } = run;
  if (isPublished) addToParent(messages, run);
  if (children.length > 0) commit.children = children;
  if (events.length > 0) commit.events = events;
  if (messages.length > 0) commit.messages = messages;
  if (calls.length > 0) commit.calls = calls;
  if (answers.length > 0) commit.answers = answers;
  if (progress !== undefined) commit.progress = progress;
  outgoing.clear();
  const state = stateEntries.take();
  if (state.length > 0) commit.state = state;
  addWaits(commit, run, asked, abandoned);
  if (consumed.length > 0) {
    commit.consumed = consumed;
    commit.forgetsEvents = run.policy.retry === undefined;
    run.consumed = [];
  }
  if (taken.length > 0) {
    commit.taken = taken;
    run.taken = [];
  }
  for (const { kind, n } of abandoned) if (kind === "object") run.givenUp.push(n);
  if (run.givenUp.length > 0) {
    commit.givenUp = run.givenUp;
    run.givenUp = [];
  }
  if (kept.length > 0) {
    commit.kept = kept;
    run.kept = [];
  }
  if (run.unrecorded.length > 0) run.unrecorded = [];
}

function addWaits(
  commit: Draft,
  run: Run,
  asked: readonly PendingOperation[],
  abandoned: readonly PendingOperation[],
): void {
  const waits: { operation: number; eventId: string }[] = [];
  for (const operation of asked)
    if (operation.kind === "event") waits.push({ operation: operation.n, eventId: operation.eventId });
  if (waits.length > 0) commit.waits = waits;
  if (run.timedOut.length + abandoned.length === 0) return;
  const unsent = new Set(waits.map(({ operation }) => operation));
  const withdrawn = run.timedOut.map((operation) => ({ operation, timedOut: true }));
  for (const { n, kind } of abandoned) {
    if (kind === "event" && !unsent.has(n)) withdrawn.push({ operation: n, timedOut: false });
  }
  if (withdrawn.length > 0) commit.withdrawn = withdrawn;
  run.timedOut = [];
}

function addToParent(messages: OutgoingMessage[], { execution, main }: Run): void {
  const { parent: to, parentOperation: operation } = execution;
  if (to !== null) messages.push({ to, kind: "outcome", operation, payload: main!.text });
}
