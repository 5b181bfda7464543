import type { DurableContext, DurableState, Duration, RetryOptions, StepInfo } from "perdure";
import {
  callService,
  declaredServices,
  durationMs,
  nextDelayMs,
  readRunArguments,
  retryPolicy,
  StateEntries,
  type Clock,
  type Operation,
  type OperationRecord,
  type Outcome,
} from "perdure/engine";
import { crossPlainly } from "./cross-plainly.js";

/** The context of a function that was not compiled: the same operations, in memory, as ordinary promises. */
export class PlainContext implements DurableContext {
  readonly id: string;
  readonly attempt = 1;
  readonly state: DurableState;
  readonly #clock: Clock;
  readonly #onOperation: (operation: OperationRecord) => void;
  #operations = 0;
  /** Steps whose code runs now. */
  #inFlight = 0;

  constructor(id: string, clock: Clock, onOperation: (operation: OperationRecord) => void) {
    this.id = id;
    this.#clock = clock;
    this.#onOperation = onOperation;
    this.state = this.#makeState();
  }

  get busy(): boolean {
    return this.#inFlight > 0;
  }

  run<T>(
    first: string | ((info: StepInfo) => T),
    second?: ((info: StepInfo) => T) | RetryOptions,
    third?: RetryOptions,
  ): Promise<Awaited<T>> {
    const { label, fn, options } = readRunArguments(first, second, third);
    return this.#step("run", label, [], options, fn) as Promise<Awaited<T>>;
  }

  call<T>(service: string, method: string, payload?: unknown, options?: RetryOptions): Promise<T> {
    const copy = crossed({ value: payload });
    const call = (info: StepInfo) =>
      callService(declaredServices(), { service, method, payload: copy }, info);
    return this.#step("call", `${service}.${method}`, [payload], options, call) as Promise<T>;
  }

  async sleep(duration: Duration | Date): Promise<void> {
    const nowMs = this.#clock.now();
    const dueAtMs = duration instanceof Date ? duration.getTime() : nowMs + durationMs(duration, "ctx.sleep");
    const until = duration instanceof Date ? duration : dueAtMs - nowMs;
    const n = ++this.#operations;
    await this.#until(dueAtMs);
    this.#onOperation({ n, kind: "sleep", label: "", args: [until], outcome: { value: undefined } });
  }

  async #step(
    kind: Operation["kind"],
    label: string,
    args: readonly unknown[],
    options: RetryOptions | undefined,
    perform: (info: StepInfo) => unknown,
  ): Promise<unknown> {
    const policy = retryPolicy(`ctx.${kind}`, options);
    const n = ++this.#operations;
    for (let attempt = 1; ; attempt++) {
      const { signal } = new AbortController();
      const outcome = await this.#attempt(() =>
        perform({ idempotencyKey: `${this.id}/${n}`, attempt, signal }),
      );
      const delayMs = "error" in outcome ? nextDelayMs(policy, attempt, outcome.error) : undefined;
      if (delayMs !== undefined) {
        await this.#until(this.#clock.now() + delayMs);
        continue;
      }
      const copy = crossPlainly(outcome, `ctx.${kind}("${label}")`);
      this.#onOperation({ n, kind, label, args, outcome: copy });
      if ("error" in copy) throw copy.error;
      return copy.value;
    }
  }

  async #attempt(perform: () => unknown): Promise<Outcome> {
    this.#inFlight += 1;
    try {
      return { value: await perform() };
    } catch (error) {
      return { error };
    } finally {
      this.#inFlight -= 1;
    }
  }

  #until(dueAtMs: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.setTimer(dueAtMs, resolve));
  }

  #makeState(): DurableState {
    const entries = new StateEntries([]);
    const settle = async <T>(method: string, args: readonly unknown[], read: () => unknown): Promise<T> => {
      const n = ++this.#operations;
      const outcome = { value: read() };
      this.#onOperation({ n, kind: "state", label: method, args, outcome });
      return outcome.value as T;
    };
    return {
      get: <T>(key: string, fallback?: T) => settle<T>("get", [key], () => entries.get(key, fallback)),
      set: (key, value) => settle("set", [key, value], () => entries.set(key, value)),
      delete: (key) => settle("delete", [key], () => entries.delete(key)),
      keys: () => settle("keys", [], () => entries.keys()),
      clear: () => settle("clear", [], () => entries.clear()),
    };
  }
}

/** The copy that the other side gets. */
function crossed(outcome: { readonly value: unknown }): unknown {
  const copy = crossPlainly(outcome, "the payload");
  if ("error" in copy) throw copy.error;
  return copy.value;
}
