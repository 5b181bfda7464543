import { PerdureError } from "../errors/perdure-error.js";
import { contextOutsideTurn, invalidArgument } from "../generated/messages.js";
import type { DurableContext, DurableState } from "../api/durable-context.js";
import { durationMs, type Duration } from "../api/duration.js";
import type { Operation, StateOperation, StepInfo } from "../operations/operation.js";
import { readRunArguments } from "../operations/run-arguments.js";
import { retryPolicy, type RetryOptions } from "../operations/retry-policy.js";
import { currentTurn } from "./current-turn.js";
import { DurablePromise } from "./durable-promise.js";
import type { LiveExecution } from "./live-execution.js";

/** An operation before it has its number. */
type Request = Operation extends infer Each ? (Each extends Operation ? Omit<Each, "n"> : never) : never;

/** The context that compiled code gets: turns each call into a numbered operation of its execution. */
export class ExecutionContext implements DurableContext {
  readonly state: DurableState;
  readonly #execution: LiveExecution;

  constructor(execution: LiveExecution) {
    this.#execution = execution;
    this.state = this.#makeState();
  }

  get id(): string {
    return this.#execution.executionId;
  }

  get attempt(): number {
    return this.#execution.attempt;
  }

  run<T>(
    first: string | ((info: StepInfo) => T),
    second?: ((info: StepInfo) => T) | RetryOptions,
    third?: RetryOptions,
  ): Promise<Awaited<T>> {
    const { label, fn, options } = readRunArguments(first, second, third);
    const retry = retryPolicy("ctx.run", options);
    return this.#ask("run", { kind: "run", label, fn, attempt: 1, ...(retry && { retry }) });
  }

  call<T>(service: string, method: string, payload?: unknown, options?: RetryOptions): Promise<T> {
    if (typeof service !== "string" || typeof method !== "string") {
      const problem = `${typeof service} and ${typeof method} for the service and the method`;
      const hint = 'Write `ctx.call("service", "method", payload)`.';
      throw new PerdureError(invalidArgument({ where: "ctx.call", problem, hint }));
    }
    const retry = retryPolicy("ctx.call", options);
    const label = `${service}.${method}`;
    return this.#ask("call", {
      kind: "call",
      label,
      service,
      method,
      payload,
      attempt: 1,
      ...(retry && { retry }),
    });
  }

  sleep(duration: Duration | Date): Promise<void> {
    const nowMs = this.#execution.nowMs();
    const dueAtMs = duration instanceof Date ? duration.getTime() : nowMs + durationMs(duration, "ctx.sleep");
    if (Number.isNaN(dueAtMs)) durationMs(Number.NaN, "ctx.sleep");
    const until = duration instanceof Date ? duration : dueAtMs - nowMs;
    return this.#ask("sleep", { kind: "sleep", label: "", dueAtMs, until });
  }

  #makeState(): DurableState {
    const settle = <T>(
      method: StateOperation["method"],
      args: readonly unknown[],
      value: () => unknown,
    ): Promise<T> => {
      this.#check(`state.${method}`);
      const [key] = args;
      if (args.length > 0 && typeof key !== "string") {
        const hint = "Keys are texts.";
        throw new PerdureError(
          invalidArgument({ where: `ctx.state.${method}`, problem: `${typeof key} for the key`, hint }),
        );
      }
      const outcome = { value: value() };
      return this.#ask(`state.${method}`, { kind: "state", label: `${method}`, method, args, outcome });
    };
    const { stateEntries } = this.#execution;
    return {
      get: <T>(key: string, fallback?: T) => settle<T>("get", [key], () => stateEntries.get(key, fallback)),
      set: (key, value) => settle("set", [key, value], () => stateEntries.set(key, value)),
      delete: (key) => settle("delete", [key], () => stateEntries.delete(key)),
      keys: () => settle("keys", [], () => stateEntries.keys()),
      clear: () => settle("clear", [], () => stateEntries.clear()),
    };
  }

  #ask<T>(name: string, request: Request): Promise<T> {
    this.#check(name);
    const operation = this.#execution.ask(request);
    return new DurablePromise<T>(operation, (withdrawn) => this.#execution.withdraw(withdrawn));
  }

  #check(operation: string): void {
    if (currentTurn() === this.#execution) return;
    throw new PerdureError(contextOutsideTurn({ operation, id: this.#execution.executionId }));
  }
}
