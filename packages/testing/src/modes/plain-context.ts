import type {
  AnyObjectClass,
  ConstructorArguments,
  DurableContext,
  DurableFunction,
  DurableState,
  Duration,
  Log,
  OperationOptions,
  SendEventOptions,
  SpawnOptions,
  StepInfo,
  Stub,
  WaitForEventOptions,
} from "perdure";
import { TimeoutError } from "perdure";
import {
  afterFailure,
  callOf,
  callService,
  CONTEXT,
  declaredServices,
  DEFINITION,
  durationMs,
  findFunction,
  readRunArguments,
  sendPolicy,
  spawnPolicy,
  runTask,
  StateEntries,
  stepPolicy,
  waitPolicy,
  withOuterCaller,
  type Clock,
  type Operation,
  type OperationRecord,
  type OuterCaller,
  type Outcome,
  type StepPolicy,
} from "perdure/engine";
import { crossPlainly } from "./cross-plainly.js";
import { PlainWorld } from "./plain-world.js";
import { silentLog } from "./silent-logger.js";
import { spawnPlainly } from "./spawn-plainly.js";

type AnyDurable = DurableFunction<never, unknown>;
type OnOperation = (operation: OperationRecord) => void;
type Asked = Pick<OperationRecord, "kind" | "label" | "args">;

/** The context of a function that was not compiled: the same operations, in memory, as ordinary promises. */
export class PlainContext implements DurableContext {
  readonly id: string;
  attempt = 1;
  /** So that stubs know it. */
  readonly [CONTEXT] = true;
  readonly state: DurableState;
  readonly signal: AbortSignal = new AbortController().signal;
  readonly log: Log = silentLog;
  readonly #clock: Clock;
  readonly #onOperation: OnOperation;
  readonly #world: PlainWorld;
  /** Durable objects that wait for this. */
  readonly #chain: readonly string[];
  #operations = 0;

  constructor(
    id: string,
    clock: Clock,
    onOperation: OnOperation,
    world = new PlainWorld(),
    chain: readonly string[] = [],
  ) {
    this.#chain = chain;
    this.id = id;
    this.#clock = clock;
    this.#onOperation = onOperation;
    this.#world = world;
    this.state = this.#makeState();
  }

  get idempotencyKey(): string {
    return `${this.id}/${this.#operations}`;
  }

  /** Lets one outcome that has arrived reach the function; false where there is none. */
  deliver(): boolean {
    return this.#world.deliver();
  }

  get busy(): boolean {
    return this.#world.busy;
  }

  now(): number {
    return this.#clock.now();
  }

  run<T>(
    first: string | ((info: StepInfo) => T),
    second?: ((info: StepInfo) => T) | OperationOptions,
    third?: OperationOptions,
  ): Promise<Awaited<T>> {
    const { label, fn, options } = readRunArguments(first, second, third);
    const policy = stepPolicy("ctx.run", options);
    return this.#step({ kind: "run", label, args: [] }, policy, fn) as Promise<Awaited<T>>;
  }

  call(...args: readonly unknown[]): Promise<never> {
    const [first] = args;
    if (typeof first === "function" && DEFINITION in first)
      return this.#function(first as unknown as AnyDurable, args.slice(1), first.name);
    const { service, method, payload, options } = callOf(args);
    const copy = crossed({ value: payload });
    const label = `${service}.${method}`;
    const fn = findFunction(declaredServices(), service, method);
    if (fn) return this.#function(fn as unknown as AnyDurable, [payload], label);
    const call = (info: StepInfo) =>
      callService(declaredServices(), { service, method, payload: copy }, info, () => this.now());
    const asked: Asked = { kind: "call", label, args: [copy] };
    return this.#step(asked, stepPolicy("ctx.call", options), call) as Promise<never>;
  }

  /** What `await f(x)` of a durable function is here: `ctx.call(f, x)`. */
  callFunction(fn: object, args: readonly unknown[]): Promise<unknown> {
    return this.call(fn, ...args);
  }

  getObject<Class extends AnyObjectClass>(
    Class: Class,
    id: string,
    ...args: ConstructorArguments<Class>
  ): Stub<InstanceType<Class>> {
    const host = {
      chain: this.#chain,
      context: (object: string, chain: readonly string[]) =>
        new PlainContext(object, this.#clock, () => {}, this.#world, chain),
      sleep: (ms: number) =>
        new Promise<void>((resolve) => {
          this.#clock.setTimer(this.now() + ms, () => this.#world.arrived(resolve));
        }),
    };
    const stub = this.#world.objects.stub(Class, id, args, host, (asked, perform) =>
      this.#step(asked, undefined, perform, false),
    );
    return stub as Stub<InstanceType<Class>>;
  }

  spawn(tasks: readonly unknown[], options?: SpawnOptions): Promise<never> {
    const effect = (
      label: string,
      fn: (...args: readonly unknown[]) => unknown,
      args: readonly unknown[],
    ) => {
      const copies = crossed({ value: args }) as readonly unknown[];
      return this.#step({ kind: "effect", label, args: copies }, undefined, () => fn(...copies));
    };
    const child = (label: string, fn: object, args: readonly unknown[]) =>
      this.#function(fn as AnyDurable, args, label);
    return spawnPlainly(this, tasks, spawnPolicy(options), {
      effect,
      child,
      copy: (value) => crossed({ value }),
    }) as Promise<never>;
  }

  sleep(duration: Duration | Date): Promise<void> {
    const nowMs = this.now();
    const untilMs = duration instanceof Date ? duration.getTime() : nowMs + durationMs(duration, "ctx.sleep");
    const until = duration instanceof Date ? duration : untilMs - nowMs;
    const { promise, done } = this.#ask<void>({ kind: "sleep", label: "", args: [until] });
    this.#clock.setTimer(Math.max(untilMs, nowMs + 1), () =>
      this.#world.arrived(() => done({ value: undefined })),
    );
    return promise;
  }

  waitForEvent<T>(eventId: string, options?: WaitForEventOptions): Promise<T> {
    const { timeoutMs } = waitPolicy(options);
    const args = timeoutMs === undefined ? [eventId] : [eventId, timeoutMs];
    const settle = this.#ask<T>({ kind: "event", label: eventId, args });
    const withdraw = this.#world.wait(eventId, (value) => this.#world.arrived(() => settle.done({ value })));
    if (timeoutMs !== undefined) {
      this.#clock.setTimer(this.now() + timeoutMs, () => {
        if (!withdraw()) return;
        const error = new TimeoutError(`ctx.waitForEvent("${eventId}")`, timeoutMs);
        this.#world.arrived(() => settle.done({ error }));
      });
    }
    return settle.promise;
  }

  async sendEvent(eventId: string, payload?: unknown, options?: SendEventOptions): Promise<void> {
    const { broadcast } = sendPolicy("ctx.sendEvent", options);
    const copy = crossed({ value: payload });
    const n = ++this.#operations;
    const outcome = { value: undefined };
    this.#onOperation({ n, kind: "send", label: eventId, args: [eventId, payload], outcome });
    this.#world.send(eventId, copy, broadcast);
  }

  transaction<T>(): Promise<T> {
    throw new TypeError("Plain mode has no database for ctx.transaction.");
  }

  setProgress(progress: unknown): void {
    crossed({ value: progress });
  }

  #function(fn: AnyDurable, args: readonly unknown[], label: string): Promise<never> {
    const { task } = fn[DEFINITION];
    const copies = crossed({ value: [...args] }) as unknown[];
    if (!task) {
      const child = new PlainContext(
        `${this.id}/${this.#operations + 1}`,
        this.#clock,
        () => {},
        this.#world,
        this.#chain,
      );
      const body = () => child.begin(fn, copies);
      return this.#step({ kind: "child", label, args: copies }, undefined, body, false) as Promise<never>;
    }
    const { step } = task;
    const called = { body: task.body as (...args: readonly unknown[]) => unknown, step, label };
    const perform = (info: StepInfo) =>
      withOuterCaller(this.#callerOf(info), () => runTask(called, copies, info));
    const policy = step.policy();
    const retried =
      policy?.retry && step.retryIf ? { ...policy.retry, retryIf: step.retryIf } : policy?.retry;
    const asked: Asked = { kind: "task", label, args: copies };
    return this.#step(asked, { ...policy, ...(retried && { retry: retried }) }, perform) as Promise<never>;
  }

  /** Runs a durable function's own code under this context, again as its options say. */
  async begin(fn: AnyDurable, args: readonly unknown[]): Promise<unknown> {
    const { body, policy } = fn[DEFINITION];
    const call = body as unknown as (ctx: this, ...args: readonly unknown[]) => Promise<unknown>;
    for (;;) {
      const copies = crossed({ value: [...args] }) as readonly unknown[];
      try {
        return await withOuterCaller(this, () => call(this, ...copies));
      } catch (error) {
        const after = afterFailure(policy().retry, this.attempt, error, Math.random);
        if ("error" in after) throw after.error;
        await new Promise<void>((resolve) => this.#clock.setTimer(this.now() + after.retryInMs, resolve));
        this.attempt += 1;
      }
    }
  }

  /** Durable functions that a task's code calls are executions of their own. */
  #callerOf({ idempotencyKey, attempt }: StepInfo): OuterCaller {
    let calls = 0;
    return {
      callFunction: (fn, args) => {
        const id = `${idempotencyKey}~${attempt}.${++calls}`;
        const own = new PlainContext(id, this.#clock, () => {}, this.#world);
        return this.#world.aside(() =>
          own.begin(fn as AnyDurable, crossed({ value: [...args] }) as unknown[]),
        );
      },
    };
  }

  /** An operation that something will settle later; its outcome crosses by value. */
  #ask<T>(asked: Asked): { readonly promise: Promise<T>; done(outcome: Outcome): void } {
    const n = ++this.#operations;
    let settle!: { resolve: (value: T) => void; reject: (error: unknown) => void };
    const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
    const done = (outcome: Outcome): void => {
      const copy = crossPlainly(outcome, `ctx.${asked.kind}("${asked.label}")`);
      this.#onOperation({ n, ...asked, outcome: copy });
      if ("error" in copy) settle.reject(copy.error);
      else settle.resolve(copy.value as T);
    };
    return { promise, done };
  }

  /** Begins in the next round of the event loop, as after a commit; `counts`: virtual time stands still until its end. */
  #step(
    asked: Asked,
    policy: StepPolicy | undefined,
    perform: (info: StepInfo) => unknown,
    counts = true,
  ): Promise<unknown> {
    const { promise, done } = this.#ask(asked);
    const key = policy?.key ?? `${this.id}/${this.#operations}`;
    const { signal } = new AbortController();
    const attempt = async (count: number): Promise<void> => {
      const outcome = await this.#world.perform(
        () => withOuterCaller(undefined, () => perform({ idempotencyKey: key, attempt: count, signal })),
        counts,
      );
      const after =
        "error" in outcome ? afterFailure(policy?.retry, count, outcome.error, Math.random) : undefined;
      if (after && "retryInMs" in after)
        this.#clock.setTimer(this.now() + after.retryInMs, () => void attempt(count + 1));
      else this.#world.arrived(() => done(after ?? outcome));
    };
    void attempt(1);
    return promise;
  }

  #makeState(): DurableState {
    const entries = new StateEntries([]);
    const settle = async <T>(method: string, args: readonly unknown[], read: () => unknown): Promise<T> => {
      const n = ++this.#operations;
      const outcome = { value: read() };
      this.#onOperation({ n, kind: "state" satisfies Operation["kind"], label: method, args, outcome });
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
