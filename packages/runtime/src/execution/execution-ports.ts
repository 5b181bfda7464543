import type { Around } from "./around.js";
import type { Log } from "./logger.js";
import type { Operation, PendingOperation } from "../operations/operation.js";
import type { Outcome } from "../promises/outcome.js";
import type { OperationDefaults, StepPolicy } from "../options/step-policy.js";
import type { ObjectCall } from "../objects/object-call.js";
import type { ObjectMethod } from "../objects/object-methods.js";
import type { StubTarget } from "../objects/stub.js";
import type { AfterFailure } from "../options/retry-policy.js";
import type { PageLimits } from "../snapshot/pages/index.js";
import type { NewExecution, OutgoingCall } from "../store/store.js";
import type { LiveExecution } from "./live-execution.js";

/** How a task is called as a step. */
export interface TaskCall {
  readonly name: string;
  readonly policy: StepPolicy | undefined;
}

/** What an execution needs of its engine. */
export interface ExecutionPorts {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  readonly log: Log;
  /** What all its code runs inside of; undefined: nothing. */
  readonly around: Around | undefined;
  /** What is said for all operations that do not say it themselves. */
  readonly operations: OperationDefaults | undefined;
  readonly pageLimits: PageLimits;
  /** Stop also where the only task waits for what has settled: for tests. */
  readonly holdsAtSettled: boolean;
  /** All its jobs have run: its tasks wait, for durable promises or for something foreign. */
  quiet(live: LiveExecution): void;
  /** An operation settles inside the turn. `text`: the outcome's, where it has one. */
  settled(live: LiveExecution, operation: Operation, outcome: Outcome, text: string): void;
  /** A step is not wanted any more: its signal is aborted, and `error` is its outcome. */
  cancelStep(live: LiveExecution, operation: PendingOperation, error: Error): void;
  readOutcome(text: string): Outcome;
  /** A text beside the snapshot cannot be read, because its code is not loaded for example: it cannot go on here. */
  unreadable(live: LiveExecution, what: string, error: unknown): void;
  /** The durable function that serves a method on this store, where one does; in another process, its id alone. */
  functionOf(service: string, method: string): object | undefined;
  /** A task by its function: its name, and how it is tried. Throws where its file has not been compiled. */
  taskOf(body: object, operations: OperationDefaults | undefined): TaskCall;
  /** For the execution of a durable object: its class. */
  readonly object: ObjectPorts | undefined;
  /** How a call of a durable object leaves. Throws where it would never be answered, or cannot be sent. */
  objectCall(
    target: StubTarget,
    call: { readonly id: string; readonly method: string; readonly args: readonly unknown[] },
  ): SentCall;
  /** What a child starts with beside its arguments; called where the parent's code runs. */
  childHeader(child: NewExecution): string | null;
  /** What a child starts with, and a copy of the arguments. */
  childInput(
    durableFunction: object,
    args: readonly unknown[],
  ): {
    readonly functionId: string;
    readonly input: string;
    readonly tags: readonly string[];
    readonly copy: readonly unknown[];
    /** Another process has its code. */
    readonly elsewhere?: true;
  };
}

/** What the execution of a durable object needs of its class and its engine. */
export interface ObjectPorts {
  create(args: readonly unknown[]): object;
  method(name: string): ObjectMethod | undefined;
  readonly className: string;
  /** The wait before a failed call is tried again, or its final error. */
  afterFailure(method: ObjectMethod, attempt: number, error: unknown): AfterFailure;
  /** A call has come to its end: the answer leaves with the next commit. */
  answer(live: LiveExecution, call: ObjectCall, outcome: Outcome): void;
  /** The error that a call is answered with instead of being carried out. */
  refused(call: ObjectCall): { readonly error: unknown } | undefined;
  /** Why it takes no more calls, where it was told to stop. */
  stoppedBy(): { readonly error: unknown } | undefined;
}

/** A call of a durable object, ready to be sent. */
export interface SentCall {
  readonly label: string;
  /** The object's execution. */
  readonly object: string;
  /** Undefined: a shared method, which is read from the store. */
  readonly call: Omit<OutgoingCall, "id" | "operation"> | undefined;
  /** Creates the object where it does not exist. */
  readonly creates: NewExecution | undefined;
  readonly copy: readonly unknown[];
  readonly timeoutMs: number | undefined;
}
