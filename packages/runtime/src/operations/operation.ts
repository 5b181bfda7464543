import type { RetryPolicy } from "./retry-policy.js";

/** How an operation ended. */
export type Outcome = { readonly value: unknown } | { readonly error: unknown };

interface Asked {
  /** Grows over the execution's whole life; with the execution's id it is the idempotency key. */
  readonly n: number;
  /** For people: `ctx.run`'s label, `service.method`, the state's key. */
  readonly label: string;
  /** Known once it settled; then it never runs again. */
  outcome?: Outcome;
}

/** A step: runs the user's code or reaches outside. */
interface Step extends Asked {
  /** From 1. */
  attempt: number;
  /** While it waits for its next attempt. */
  dueAtMs?: number;
  readonly retry?: RetryPolicy;
}

export interface RunOperation extends Step {
  readonly kind: "run";
  readonly fn: (info: StepInfo) => unknown;
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

/** Settles where it is made, inside the turn. */
export interface StateOperation extends Asked {
  readonly kind: "state";
  readonly method: "get" | "set" | "delete" | "keys" | "clear";
  readonly args: readonly unknown[];
}

export type StepOperation = RunOperation | CallOperation;
export type Operation = StepOperation | SleepOperation | StateOperation;

/** What a step's code is told. */
export interface StepInfo {
  /** The same for every repetition of the step: send it along, so that the other side can drop repetitions. */
  readonly idempotencyKey: string;
  /** From 1. */
  readonly attempt: number;
  /** Aborted when the engine stops. */
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
      return [];
    case "call":
      return [operation.payload];
    case "sleep":
      return [operation.until];
    case "state":
      return operation.args;
  }
}

/** `ctx.run("fetch")`, for messages. */
export const describeOperation = (operation: Operation): string =>
  operation.kind === "call"
    ? `ctx.call("${operation.service}", "${operation.method}")`
    : operation.kind === "state"
      ? `ctx.state.${operation.method}`
      : `ctx.${operation.kind}${operation.label ? `("${operation.label}")` : ""}`;
