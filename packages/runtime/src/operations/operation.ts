import type { DurablePromise } from "../promises/durable-promise.js";
import type { Outcome } from "../promises/outcome.js";
import type { StepPolicy } from "../options/step-policy.js";

export type { Outcome };

interface Asked {
  /** Grows over the execution's whole life; with the execution's id it is the idempotency key. */
  readonly n: number;
  /** For people: `ctx.run`'s label, `service.method`, the state's key. */
  readonly label: string;
  readonly askedAtMs: number;
  /** Settled with the operation's outcome. */
  readonly promise: DurablePromise;
}

/** A step: runs the user's code or reaches outside. */
interface Step extends Asked {
  /** From 1. */
  attempt: number;
  /** While it waits for its next attempt. */
  dueAtMs?: number;
  /** When all its attempts together must have ended. */
  deadlineAtMs?: number;
  readonly policy?: StepPolicy;
  /** Nothing can reach its promise any more: it runs to its end, and its outcome is dropped. */
  abandoned?: true;
}

export interface RunOperation extends Step {
  readonly kind: "run";
  readonly fn: (info: StepInfo) => unknown;
}

/** One attempt runs a function that is not compiled, with arguments of its own: a task of `ctx.spawn`. */
export interface EffectOperation extends Step {
  readonly kind: "effect";
  readonly fn: (...args: readonly unknown[]) => unknown;
  readonly args: readonly unknown[];
}

/** A call of a `durable.task`. */
export interface TaskOperation extends Step {
  readonly kind: "task";
  readonly fn: (...args: readonly unknown[]) => unknown;
  readonly args: readonly unknown[];
}

export interface CallOperation extends Step {
  readonly kind: "call";
  readonly service: string;
  readonly method: string;
  readonly payload: unknown;
}

export interface SleepOperation extends Asked {
  readonly kind: "sleep";
  readonly dueAtMs: number;
  /** What was asked for: milliseconds, or the moment. */
  readonly until: number | Date;
}

/** `ctx.waitForEvent`. */
export interface EventOperation extends Asked {
  readonly kind: "event";
  readonly eventId: string;
  /** When it gives up. */
  readonly dueAtMs?: number;
  readonly timeoutMs?: number;
}

/** An execution of its own, whose end this one waits for. */
export interface ChildOperation extends Asked {
  readonly kind: "child";
  readonly functionId: string;
  readonly childId: string;
  readonly args: readonly unknown[];
}

/** A read of a durable object's last commit: a shared method on a copy. */
export interface ReadOperation extends Step {
  readonly kind: "read";
  /** The object's execution. */
  readonly object: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** A call of a durable object's method; the object's answer settles it. */
export interface ObjectOperation extends Asked {
  readonly kind: "object";
  /** The object's execution. */
  readonly object: string;
  readonly args: readonly unknown[];
  /** When it gives up, in line or not. */
  readonly dueAtMs?: number;
  readonly timeoutMs?: number;
}

/** An object waits for its next call. */
export interface ReceiveOperation extends Asked {
  readonly kind: "receive";
}

/** The user's own statements, in the turn's commit. */
export interface TransactionOperation extends Asked {
  readonly kind: "transaction";
  readonly fn: (database: never) => unknown;
}

/** Settles where it is made, inside the turn. */
export interface StateOperation extends Asked {
  readonly kind: "state";
  readonly method: "get" | "set" | "delete" | "keys" | "clear";
  readonly args: readonly unknown[];
}

/** `ctx.sendEvent`: settles where it is made; the event leaves with the turn's commit. */
export interface SendOperation extends Asked {
  readonly kind: "send";
  readonly eventId: string;
  readonly payload: unknown;
}

export type StepOperation = RunOperation | CallOperation | EffectOperation | TaskOperation | ReadOperation;
/** What is pending after a turn. */
export type PendingOperation =
  | StepOperation
  | SleepOperation
  | EventOperation
  | ChildOperation
  | TransactionOperation
  | ObjectOperation
  | ReceiveOperation;
/** What settles inside the turn. */
export type InstantOperation = StateOperation | SendOperation;
export type Operation = PendingOperation | InstantOperation;

export const isStep = (operation: Operation): operation is StepOperation =>
  operation.kind === "run" ||
  operation.kind === "call" ||
  operation.kind === "effect" ||
  operation.kind === "task" ||
  operation.kind === "read";

/** What a step's code is told. */
export interface StepInfo {
  /** The same for every repetition of the step: send it along, so that the other side can drop repetitions. */
  readonly idempotencyKey: string;
  /** From 1. */
  readonly attempt: number;
  /** Aborted when the step is cancelled or takes too long, and when the engine stops. */
  readonly signal: AbortSignal;
}

/** An operation as people and traces see it. */
export interface OperationRecord {
  readonly n: number;
  readonly kind: Operation["kind"];
  readonly label: string;
  readonly args: readonly unknown[];
  readonly outcome: Outcome;
  /** Where it is awaited: `src/flow.ts:14  const page = await ...`. */
  readonly place?: string;
}

export function argumentsOf(operation: Operation): readonly unknown[] {
  switch (operation.kind) {
    case "run":
    case "transaction":
    case "receive":
      return [];
    case "call":
      return [operation.payload];
    case "sleep":
      return [operation.until];
    case "event":
      return operation.timeoutMs === undefined
        ? [operation.eventId]
        : [operation.eventId, operation.timeoutMs];
    case "send":
      return [operation.eventId, operation.payload];
    case "effect":
    case "task":
    case "child":
    case "object":
    case "read":
    case "state":
      return operation.args;
  }
}

/** `ctx.run("fetch")`, for messages. */
export function describeOperation(operation: Operation): string {
  switch (operation.kind) {
    case "call":
      return `ctx.call("${operation.service}", "${operation.method}")`;
    case "state":
      return `ctx.state.${operation.method}`;
    case "child":
      return `ctx.call(${operation.label})`;
    case "object":
    case "read":
      return operation.label;
    case "event":
      return `ctx.waitForEvent("${operation.eventId}")`;
    case "send":
      return `ctx.sendEvent("${operation.eventId}")`;
    case "effect":
      return `ctx.spawn's "${operation.label}"`;
    case "task":
      return `durable.task "${operation.label}"`;
    default:
      return `ctx.${operation.kind}${operation.label ? `("${operation.label}")` : ""}`;
  }
}
