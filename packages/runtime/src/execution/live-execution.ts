import type { Frame, Machine } from "../machine/abi.js";
import type { Operation } from "../operations/operation.js";
import { ExecutionContext } from "./context.js";
import type { Turn } from "./current-turn.js";
import type { StateEntries } from "./state-entries.js";
import { runTask } from "./task-in-memory.js";
import { Tasks } from "./tasks.js";

/** One line of control: the frame that waits (null where only its end waits) and the operation it waits for. */
export interface Task {
  frame: Frame | null;
  waitsFor: Operation | null;
}

/** What distinguishes one execution from another, from its row. */
export interface Identity {
  readonly executionId: string;
  readonly functionId: string;
  readonly epoch: number;
  readonly attempt: number;
  /** Number of the last operation. */
  readonly operation: number;
}

/** An execution in memory, between its row and its next commit. Dropped without harm at any time. */
export class LiveExecution implements Turn {
  readonly executionId: string;
  readonly functionId: string;
  readonly epoch: number;
  readonly attempt: number;
  readonly context: ExecutionContext;
  readonly stateEntries: StateEntries;
  readonly nowMs: () => number;
  readonly task: Task = { frame: null, waitsFor: null };
  readonly tasks = new Tasks();
  /** Asked for since the last suspension and not awaited. */
  readonly unawaited = new Set<Operation>();
  /** The outcome that the current turn consumes, until it is committed one way or the other. */
  uncommitted: { readonly operation: number; readonly outcome: string } | undefined;
  /** The checkpoint at which a snapshot was refused since the last commit. */
  refusedAt: string | undefined;
  #lastOperation: number;

  constructor(identity: Identity, stateEntries: StateEntries, nowMs: () => number) {
    this.executionId = identity.executionId;
    this.functionId = identity.functionId;
    this.epoch = identity.epoch;
    this.attempt = identity.attempt;
    this.#lastOperation = identity.operation;
    this.stateEntries = stateEntries;
    this.nowMs = nowMs;
    this.context = new ExecutionContext(this);
  }

  get lastOperation(): number {
    return this.#lastOperation;
  }

  startTask(machine: Machine, self: unknown, args: readonly unknown[]): Promise<unknown> {
    return this.track(runTask(this, machine, self, args));
  }

  track<T>(promise: Promise<T>): Promise<T> {
    return this.tasks.add(promise);
  }

  /** Numbers an operation; it counts once the task awaits it. */
  ask(request: Omit<Operation, "n">): Operation {
    const operation = { n: ++this.#lastOperation, ...request } as Operation;
    this.unawaited.add(operation);
    return operation;
  }

  /** The operation is not to be sent, or has been consumed. */
  withdraw(operation: Operation): void {
    this.unawaited.delete(operation);
    if (this.task.waitsFor === operation) this.task.waitsFor = null;
  }

  /** The task waits for `operation`, with `frame` on top. */
  wait(operation: Operation, frame: Frame | null): void {
    this.unawaited.delete(operation);
    this.task.frame = frame;
    this.task.waitsFor = operation;
  }

  /** What the last turn changed is in the store. */
  committed(): void {
    this.stateEntries.committed();
    this.uncommitted = undefined;
    this.refusedAt = undefined;
  }

  idempotencyKey(operation: Operation): string {
    return `${this.executionId}/${operation.n}`;
  }
}
