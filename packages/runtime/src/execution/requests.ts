import { durablePromise, stateOf, type DurablePromise } from "../promises/durable-promise.js";
import type { Operation, PendingOperation } from "../operations/operation.js";
import type { Outcome } from "../promises/outcome.js";
import type { LiveExecution } from "./live-execution.js";

/** An operation as it is asked for. */
type Request = Operation extends infer Each
  ? Each extends Operation
    ? Omit<Each, "n" | "promise" | "askedAtMs">
    : never
  : never;

const NONE: readonly PendingOperation[] = [];

/** What an execution asks for: numbers its operations, and knows which of them are part of no commit yet. */
export class Requests {
  /** Asked for and not settled, by number. */
  readonly pending = new Map<number, PendingOperation>();
  /** Outcomes under the user's keys, of all attempts. */
  readonly kept: Map<string, string>;
  readonly #live: LiveExecution;
  readonly #unsent = new Set<PendingOperation>();
  #last: number;

  constructor(live: LiveExecution, kept: Map<string, string>, last: number) {
    this.#live = live;
    this.kept = kept;
    this.#last = last;
  }

  /** Number of the last operation. */
  get last(): number {
    return this.#last;
  }

  /** Numbers an operation: the request becomes it. */
  ask<T>(request: Request): DurablePromise<T> {
    const n = ++this.#last;
    const promise = durablePromise<T>(this.#live, { kind: "operation", n });
    const askedAtMs = this.#live.ports.nowMs();
    // Nothing else costs as little, and it is done for each step.
    const operation = Object.assign(request, { n, askedAtMs, promise }) as Operation as PendingOperation;
    this.pending.set(n, operation);
    this.#unsent.add(operation);
    return promise;
  }

  /** A step; under a key that an earlier attempt has used it has its outcome already. */
  askStep<T>(request: Request): DurablePromise<T> {
    const { ports } = this.#live;
    const key = "policy" in request ? request.policy?.key : undefined;
    const kept = key === undefined ? undefined : this.kept.get(key);
    const timeoutMs = "policy" in request ? request.policy?.timeoutMs : undefined;
    if (kept !== undefined) return this.#askKept<T>(request, kept);
    if (timeoutMs === undefined) return this.ask<T>(request);
    return this.ask<T>({ ...request, deadlineAtMs: ports.nowMs() + timeoutMs } as Request);
  }

  #askKept<T>(request: Request, text: string): DurablePromise<T> {
    const { ports } = this.#live;
    let outcome: Outcome;
    try {
      outcome = ports.readOutcome(text);
    } catch (error) {
      ports.unreadable(this.#live, "a kept outcome", error);
      return durablePromise<T>(this.#live);
    }
    return this.#askSettled<T>(request, outcome, text);
  }

  /** An operation that settles where it is made. */
  askInstant<T>(request: Request, value: unknown): DurablePromise<T> {
    return this.#askSettled(request, { value });
  }

  /** An operation that is refused where it is made. */
  askRefused<T>(request: Request, error: unknown): DurablePromise<T> {
    return this.#askSettled(request, { error });
  }

  #askSettled<T>(request: Request, outcome: Outcome, text = ""): DurablePromise<T> {
    const promise = durablePromise<T>(this.#live);
    const askedAtMs = this.#live.ports.nowMs();
    const operation = { n: ++this.#last, ...request, askedAtMs, promise } as Operation;
    this.#live.ports.settled(this.#live, operation, outcome, text);
    stateOf(promise)!.settle(outcome);
    return promise;
  }

  /** What was asked for since the last time, and is still pending. */
  take(): readonly PendingOperation[] {
    if (this.#unsent.size === 0) return NONE;
    const asked: PendingOperation[] = [];
    for (const operation of this.#unsent) if (this.pending.has(operation.n)) asked.push(operation);
    this.#unsent.clear();
    return asked;
  }

  /** Whether an operation was part of a commit. */
  isSent(operation: PendingOperation): boolean {
    return !this.#unsent.has(operation);
  }

  get hasUnsent(): boolean {
    return this.#unsent.size > 0;
  }

  /** It is not sent: those who wait for it get the error. */
  withdraw(operation: PendingOperation, error: Error): void {
    const { outgoing } = this.#live;
    this.pending.delete(operation.n);
    this.#unsent.delete(operation);
    if (operation.kind === "object")
      outgoing.calls = outgoing.calls.filter((call) => call.operation !== operation.n);
    if (operation.kind === "child")
      outgoing.children = outgoing.children.filter(({ id }) => id !== operation.childId);
    stateOf(operation.promise)!.settle({ error });
  }

  /** Nothing is pending any more. */
  clear(): void {
    this.pending.clear();
    this.#unsent.clear();
  }
}
