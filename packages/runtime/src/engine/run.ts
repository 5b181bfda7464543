import { MAIN_TASK, type LiveExecution } from "../execution/live-execution.js";
import { interruptMain } from "../execution/interrupt.js";
import type { FunctionPolicy } from "../options/function-options.js";
import { CancelledError } from "../errors/cancelled-error.js";
import { TimeoutError } from "../errors/timeout-error.js";
import { UnhandledTaskError } from "../errors/unhandled-task-error.js";
import { placeOf } from "../frames/place.js";
import { isStep, type Operation, type StepOperation } from "../operations/operation.js";
import type { Outcome } from "../promises/outcome.js";
import type { Execution, HistoryEntry, TakenCall } from "../store/store.js";
import { agendaOf } from "./commit/agenda.js";
import { CallQueue } from "./objects/call-queue.js";
import { commitRun } from "./commit/commit-run.js";
import { readControl, type Control } from "./control.js";
import type { Core } from "./core.js";
import { crossByValue } from "./cross-by-value.js";
import { endOfFunction } from "./end-of-function.js";
import { executionEntry, historyEntry } from "./history-entry.js";
import type { Incoming } from "./incoming.js";
import { readStored } from "./read-stored.js";
import { recordOutcomes } from "./steps/record-outcomes.js";
import { report } from "./report.js";
import { Slots } from "./steps/slots.js";
import { stopRun } from "./stop-run.js";

/** The history in the store is so old at most. */
export const HISTORY_DELAY_MS = 1000;

/** How the function itself has ended. */
export interface MainEnd {
  readonly outcome: Outcome;
  readonly text: string;
  /** Whether it is in the store. */
  published: boolean;
  /** It is not the end: a new attempt begins then. */
  readonly retryInMs?: number;
}

/**
 * An execution in memory, as the engine drives it: takes what reaches it in order, lets its code run until all its
 * tasks wait, and commits once. Given up as soon as nothing of it is in flight.
 */
export class Run {
  readonly core: Core;
  readonly live: LiveExecution;
  readonly execution: Execution;
  readonly policy: FunctionPolicy;
  readonly release: () => void;
  readonly control: Control;
  /** Of its effects. */
  readonly slots: Slots;
  readonly history: HistoryEntry[] = [];
  /** Messages that were consumed since the last commit. */
  consumed: number[] = [];
  /** Outcomes of own steps that were consumed since then and are nowhere in the store. */
  unrecorded: { readonly operation: number; readonly outcome: string }[] = [];
  /** Outcomes under the user's keys since then. */
  kept: { readonly key: string; readonly outcome: string }[] = [];
  /** Waits that timed out since then. */
  timedOut: number[] = [];
  /** Operations whose calls of objects were given up since then. */
  givenUp: number[] = [];
  /** A durable object's: calls that it has begun since then. */
  taken: TakenCall[] = [];
  /** How often it is being looked for who waits for it. */
  checks = 0;
  /** A durable object's: calls in line. */
  readonly calls: CallQueue;
  /** Something other than code has changed what the next commit writes. */
  isDirty = false;
  /** It is being set up, or a commit is under way: nothing is delivered meanwhile. */
  isHeld = false;
  /** Dropped: another run, or another engine, goes on with the execution. */
  hasLeft = false;
  main: MainEnd | undefined;
  /** When it is due, as the store has it. */
  dueAtMs: number | null;
  /** What a commit that is under way asks for. */
  sending: readonly Operation[] = [];
  /** Steps whose outcomes are being recorded. */
  readonly recording = new Set<number>();
  /** Steps since the last commit; see `checkpointInterval`. */
  steps = 0;
  /** Gives the step whose code is to run in an operation's place: for tests. */
  isolated: ((operation: StepOperation) => StepOperation) | undefined;
  /** The checkpoint at which a snapshot was refused since the last commit. */
  refusedAt: string | undefined;
  readonly #queue: Incoming[] = [];
  readonly #queued = new Set<number>();
  readonly #seen = new Set<number>();
  #isTurning = false;
  #again = false;
  #soon: NodeJS.Immediate | undefined;
  #endsFunction = false;

  constructor(
    core: Core,
    live: LiveExecution,
    execution: Execution,
    policy: FunctionPolicy,
    /** To be called after its first commit. */
    release: () => void,
  ) {
    this.release = release;
    this.core = core;
    this.live = live;
    this.execution = execution;
    this.policy = policy;
    this.control = readStored(execution.id, "its deadlines", () => readControl(execution.control));
    this.dueAtMs = execution.dueAtMs;
    this.slots = new Slots(policy.maxConcurrentSteps);
    this.calls = new CallQueue(this);
  }

  get id(): string {
    return this.execution.id;
  }

  /** Whether the commit that asked for a step is done, and its outcome is not in line. */
  mayStart(operation: StepOperation): boolean {
    const { n } = operation;
    if (this.#queued.has(n) || this.recording.has(n)) return false;
    return this.live.requests.isSent(operation) && !this.sending.includes(operation);
  }

  /** Whether an operation's outcome is in line. */
  hasOutcomeOf(operation: Operation): boolean {
    return this.#queued.has(operation.n);
  }

  /** Puts something in line; each operation's outcome, and each message, once. */
  receive(incoming: Incoming): void {
    if ("seq" in incoming && incoming.seq !== undefined) {
      if (this.#seen.has(incoming.seq)) return;
      this.#seen.add(incoming.seq);
    }
    if (incoming.kind === "call") this.calls.add(incoming);
    else if (incoming.kind === "outcome") {
      const isFirst = this.live.operations.has(incoming.operation) && !this.#queued.has(incoming.operation);
      if (!isFirst && incoming.seq === undefined) return;
      if (!isFirst) this.consumed.push(incoming.seq!);
      else {
        this.#queued.add(incoming.operation);
        this.#queue.push(incoming);
      }
    } else this.#queue.push(incoming);
    this.quiet();
  }

  /** A final outcome of a step of its own crosses by value. */
  receiveOwn(operation: Operation, outcome: Outcome): void {
    const crossed = crossByValue(outcome, operation, { maxBytes: this.core.maxValueBytes });
    this.receive({ kind: "outcome", operation: operation.n, ...crossed });
  }

  /** All jobs have run. Something foreign may bring more in this round of the event loop. */
  quiet(): void {
    if (this.hasLeft) return;
    if (!this.live.isForeign) return this.#turn();
    this.#soon ??= setImmediate(() => {
      this.#soon = undefined;
      this.#turn();
    });
  }

  leave(): void {
    if (!this.hasLeft) this.core.observer.left?.(this.execution);
    this.hasLeft = true;
    this.live.close();
    this.release();
    clearImmediate(this.#soon);
  }

  /** Puts something that concerns the execution as a whole into its history. */
  note(kind: string, more?: Parameters<typeof executionEntry>[3]): void {
    this.history.push(executionEntry(kind, this.core.clock.now(), this.execution.attempt, more));
  }

  /** Commits the history, while something that takes long keeps other commits away. */
  flushHistory(): void {
    const [oldest] = this.history;
    if (!oldest || oldest.endMs > this.core.clock.now() - HISTORY_DELAY_MS) return;
    if (this.isHeld || this.live.isForeign || this.policy.checkpointInterval > 1) return;
    this.isDirty = true;
    this.quiet();
  }

  #turn(): void {
    this.#again = true;
    if (this.#isTurning) return;
    this.#isTurning = true;
    try {
      while (this.#again) {
        this.#again = false;
        this.#next();
      }
    } finally {
      this.#isTurning = false;
    }
  }

  /** One thing: an error that nobody handled, a message, or a commit. */
  #next(): void {
    const { live, core } = this;
    if (this.hasLeft || this.isHeld || live.isBusy) return;
    const unhandled = live.rejections.take();
    if (unhandled) return this.#throwUnhandled(unhandled.reason);
    if (core.instruments.freezeDry && live.moved && !live.isForeign) return this.#commit();
    const incoming = this.#queue.shift();
    if (!incoming) return this.#commit();
    this.#again = true;
    this.#deliver(incoming);
  }

  #deliver(incoming: Incoming): void {
    if ("seq" in incoming && incoming.seq !== undefined) this.consumed.push(incoming.seq);
    if (incoming.kind === "call") return this.calls.add(incoming);
    if (incoming.kind !== "outcome") return stopRun(this, incoming);
    const { outcome, text, seq, timer } = incoming;
    this.#queued.delete(incoming.operation);
    const operation = this.live.operations.get(incoming.operation);
    if (!operation) return;
    // Its last operations may be all that it still waits for.
    if (this.main) this.isDirty = true;
    if (operation.kind === "object" && seq === undefined) this.givenUp.push(operation.n);
    if (timer && operation.kind === "event") this.timedOut.push(operation.n);
    else if (!timer && seq === undefined) this.unrecorded.push({ operation: operation.n, outcome: text });
    const key = isStep(operation) ? operation.policy?.key : undefined;
    if (key !== undefined && "value" in outcome) {
      this.kept.push({ key, outcome: text });
      this.live.requests.kept.set(key, text);
    }
    report(this, operation, outcome);
    this.history.push(historyEntry(operation, outcome, text, this.core.clock.now()));
    if (isStep(operation) && operation.abandoned) {
      this.live.operations.delete(operation.n);
      this.isDirty = true;
    } else this.live.settle(operation, outcome);
  }

  #throwUnhandled(reason: unknown): void {
    if (this.#isOwnStop(reason)) {
      this.#again = true;
      return;
    }
    const frame = this.live.tasks.get(MAIN_TASK)?.frame;
    const error = new UnhandledTaskError(reason, frame ? placeOf(frame) : this.live.identity.functionId);
    this.#again = true;
    if (interruptMain(this.live, error)) return;
    this.core.logger.error(
      { execution: this.id, err: reason },
      "a task failed after its function had returned",
    );
  }

  /** A task that was told to stop, and did, says nothing new. */
  #isOwnStop(reason: unknown): boolean {
    const { stopped } = this.control;
    if (stopped === "timeout") return reason instanceof TimeoutError;
    return stopped === "cancelled" && reason instanceof CancelledError;
  }

  /** Commits where there is something to commit; else outcomes are recorded, or the execution leaves memory. */
  #commit(): void {
    const { live } = this;
    if (live.main.outcome && !this.main) return this.#endFunction(live.main.outcome);
    const mustSend =
      live.requests.hasUnsent ||
      !live.outgoing.isEmpty ||
      this.isDirty ||
      (this.main && !this.main.published);
    if (this.calls.isHolding) return;
    if (mustSend || (live.moved && !live.isForeign)) void commitRun(this);
    else if (this.unrecorded.length > 0) void this.core.activity.during(() => recordOutcomes(this));
    else if (this.calls.take()) return;
    else if (live.isForeign) this.#wakeAgain();
    else if (this.isIdle) this.#leaveOrCommit();
  }

  /** Its row keeps the time of the last commit while something foreign is awaited. */
  #wakeAgain(): void {
    const nowMs = this.core.clock.now();
    const { dueAtMs } = agendaOf(this, nowMs);
    if (dueAtMs !== null && dueAtMs > nowMs) this.core.wakeAt(dueAtMs);
  }

  /** A claim made it due at once: the row gets the time at which it is due again. */
  #leaveOrCommit(): void {
    if (this.dueAtMs === agendaOf(this, this.core.clock.now()).dueAtMs) this.core.leave(this);
    else void commitRun(this);
  }

  #endFunction(outcome: Outcome): void {
    if (this.#endsFunction) return;
    this.#endsFunction = true;
    void this.core.activity.during(async () => {
      const main = await endOfFunction(this, outcome);
      if (this.hasLeft) return;
      this.main = main;
      if (this.live.ports.object) this.live.drop();
      this.quiet();
    });
  }

  /** Whether nothing of it is in flight: it may leave memory. */
  get isIdle(): boolean {
    const { live, core } = this;
    if (live.isForeign || live.isBusy || this.checks > 0 || this.#queue.length + this.recording.size > 0)
      return false;
    for (const { n } of live.operations.values()) if (core.steps.isInFlight(this.id, n)) return false;
    return true;
  }
}
