import type { DurableContext, DurableState } from "../api/durable-context.js";
import { DEFINITION } from "../machine/definition-key.js";
import { checkText } from "../options/arguments.js";
import { durationMs, type Duration } from "../options/duration.js";
import type { Log } from "./logger.js";
import {
  sendPolicy,
  spawnPolicy,
  waitPolicy,
  type SendEventOptions,
  type SpawnOptions,
  type WaitForEventOptions,
} from "../options/operation-options.js";
import { PerdureError } from "../errors/perdure-error.js";
import { contextOutsideTurn, invalidArgument } from "../generated/messages.js";
import type { StepInfo, TaskOperation } from "../operations/operation.js";
import { readRunArguments } from "../operations/run-arguments.js";
import { stepPolicy, type OperationOptions } from "../options/step-policy.js";
import type { DurablePromise } from "../promises/durable-promise.js";
import { objectStub } from "../objects/object-stub.js";
import { CONTEXT } from "../objects/stub.js";
import type { AnyObjectClass, ConstructorArguments, Stub } from "../api/stub-types.js";
import { byValue, encode } from "../snapshot/index.js";
import { callOf } from "./call-arguments.js";
import { contextState } from "./context-state.js";
import { currentTurn } from "../machine/current-turn.js";
import type { LiveExecution } from "./live-execution.js";
import { spawn, type SpawnedTask } from "./spawn.js";

/** Events that nobody takes are kept for so long. */
const EVENT_LIFETIME_MS = 7 * 86_400_000;

/** The context that compiled code gets: turns each call into a numbered operation of its execution. */
export class ExecutionContext implements DurableContext {
  readonly state: DurableState;
  /** So that stubs know it. */
  readonly [CONTEXT] = true;
  readonly #live: LiveExecution;

  constructor(live: LiveExecution) {
    this.#live = live;
    this.state = contextState(live, (method) => this.#check(`state.${method}`));
    // Compiled code relies on it: what an operation gives is nobody else's.
    Object.freeze(this);
  }

  get id(): string {
    return this.#live.executionId;
  }

  get attempt(): number {
    return this.#live.identity.attempt;
  }

  get idempotencyKey(): string {
    return `${this.id}/${this.#live.requests.last}`;
  }

  get signal(): AbortSignal {
    return this.#live.abort.signal;
  }

  get log(): Log {
    return this.#live.ports.log;
  }

  now(): number {
    return this.#live.ports.nowMs();
  }

  run<T>(
    first: string | ((info: StepInfo) => T),
    second?: ((info: StepInfo) => T) | OperationOptions,
    third?: OperationOptions,
  ): Promise<Awaited<T>> {
    const { label, fn, options } = readRunArguments(first, second, third);
    this.#check("run");
    const policy = stepPolicy("ctx.run", options, this.#live.ports.operations);
    const request = { kind: "run", label, fn, attempt: 1 } as const;
    return this.#live.requests.askStep(policy ? { ...request, policy } : request);
  }

  call(...args: readonly unknown[]): Promise<never> {
    this.#check("call");
    const [first] = args;
    if (typeof first === "function" && DEFINITION in first)
      return this.startFunction(first, args.slice(1), first.name);
    const { service, method, payload, options } = callOf(args);
    const fn = this.#live.ports.functionOf(service, method);
    if (fn) return this.startFunction(fn, [payload], `${service}.${method}`);
    const policy = stepPolicy("ctx.call", options, this.#live.ports.operations);
    const label = `${service}.${method}`;
    const copy = byValue(payload);
    const request = { kind: "call", label, service, method, payload: copy, attempt: 1 } as const;
    return this.#live.requests.askStep({ ...request, ...(policy && { policy }) });
  }

  /** A durable function as a child; a task as a step. */
  startFunction<T>(fn: object, args: readonly unknown[], label: string): DurablePromise<T> {
    // One of another process has no definition here.
    const { [DEFINITION]: definition } = fn as {
      readonly [DEFINITION]?: { readonly task?: { readonly body: object } };
    };
    const task = definition?.task;
    return task ? this.startTask(task.body, args, label) : this.startChild(fn, args, label);
  }

  startTask<T>(body: object, args: readonly unknown[], name?: string): DurablePromise<T> {
    const { ports } = this.#live;
    const { name: own, policy } = ports.taskOf(body, ports.operations);
    const label = name ?? own;
    const copy = args.map(byValue);
    const task = { kind: "task", label, fn: body as TaskOperation["fn"], args: copy, attempt: 1 } as const;
    return this.#live.requests.askStep({ ...task, ...(policy && { policy }) });
  }

  /** A durable function as an execution of its own, named after this one. */
  startChild<T>(fn: object, args: readonly unknown[], label: string): DurablePromise<T> {
    const childId = `${this.id}/${this.#live.requests.last + 1}`;
    const { functionId, input, tags, copy, elsewhere } = this.#live.ports.childInput(fn, args);
    const promise = this.#live.requests.ask<T>({ kind: "child", label, functionId, childId, args: copy });
    const parentOperation = this.#live.requests.last;
    const row = { id: childId, functionId, input, createdAtMs: this.now(), parent: this.id, parentOperation };
    const child = { ...row, ...(tags.length > 0 && { tags }), ...(elsewhere && { elsewhere }) };
    const header = this.#live.ports.childHeader(child);
    this.#live.outgoing.children.push(header === null ? child : { ...child, header });
    return promise;
  }

  getObject<Class extends AnyObjectClass>(
    Class: Class,
    id: string,
    ...args: ConstructorArguments<Class>
  ): Stub<InstanceType<Class>> {
    this.#check("getObject");
    return objectStub("ctx.getObject", Class, id, args) as Stub<InstanceType<Class>>;
  }

  spawn(tasks: readonly unknown[], options?: SpawnOptions): Promise<never> {
    this.#check("spawn");
    if (!Array.isArray(tasks)) {
      const hint = 'Write `ctx.spawn([["name", fn, argument], ...])`.';
      throw new PerdureError(
        invalidArgument({ where: "ctx.spawn", problem: `${typeof tasks} for the tasks`, hint }),
      );
    }
    return spawn(this.#live, tasks as SpawnedTask[], spawnPolicy(options)) as unknown as Promise<never>;
  }

  sleep(duration: Duration | Date): Promise<void> {
    this.#check("sleep");
    const nowMs = this.now();
    const untilMs = duration instanceof Date ? duration.getTime() : nowMs + durationMs(duration, "ctx.sleep");
    if (Number.isNaN(untilMs)) durationMs(Number.NaN, "ctx.sleep");
    const until = duration instanceof Date ? duration : untilMs - nowMs;
    // As timers do; so that it is no matter of chance whether a step that is done at once comes first.
    const dueAtMs = Math.max(untilMs, nowMs + 1);
    return this.#live.requests.ask({ kind: "sleep", label: "", dueAtMs, until });
  }

  waitForEvent<T>(eventId: string, options?: WaitForEventOptions): Promise<T> {
    this.#check("waitForEvent");
    checkText("ctx.waitForEvent", "the id", eventId);
    const { timeoutMs } = waitPolicy(options);
    const timeout = timeoutMs === undefined ? {} : { timeoutMs, dueAtMs: this.now() + timeoutMs };
    return this.#live.requests.ask({ kind: "event", label: eventId, eventId, ...timeout });
  }

  sendEvent(eventId: string, payload?: unknown, options?: SendEventOptions): Promise<void> {
    this.#check("sendEvent");
    checkText("ctx.sendEvent", "the id", eventId);
    const policy = sendPolicy("ctx.sendEvent", options);
    const sentAtMs = this.now();
    const expiresAtMs = sentAtMs + EVENT_LIFETIME_MS;
    this.#live.outgoing.events.push({ eventId, payload: encode(payload), ...policy, sentAtMs, expiresAtMs });
    return this.#live.requests.askInstant<void>(
      { kind: "send", label: eventId, eventId, payload },
      undefined,
    );
  }

  transaction<T>(fn: (database: never) => T): Promise<T> {
    this.#check("transaction");
    if (typeof fn !== "function") {
      const hint = "Write `ctx.transaction((db) => ...)`.";
      throw new PerdureError(
        invalidArgument({ where: "ctx.transaction", problem: `${typeof fn} for the function`, hint }),
      );
    }
    return this.#live.requests.ask({ kind: "transaction", label: "", fn });
  }

  setProgress(progress: unknown): void {
    this.#check("setProgress");
    this.#live.outgoing.progress = encode(progress);
  }

  /** The name by which one of the execution's own objects, or a method of one, is stored. */
  tagOf(value: object): string | undefined {
    if (typeof value === "function") return this.#tagOfMethod(value);
    if (value === this) return "ctx";
    if (value === this.state) return "ctx.state";
    if (value === this.log) return "ctx.log";
    return this.#live.isSignal(value) ? "ctx.signal" : undefined;
  }

  #tagOfMethod(method: object): string | undefined {
    const name: unknown = Object.getOwnPropertyDescriptor(method, "name")?.value;
    if (typeof name !== "string") return undefined;
    if (memberOf(this, name) === method) return `ctx.${name}`;
    if (memberOf(this.state, name) === method) return `ctx.state.${name}`;
    if (memberOf(this.log, name) === method) return `ctx.log.${name}`;
    // The signal is made when it is asked for.
    const isSignals = name in AbortSignal.prototype && memberOf(this.signal, name) === method;
    return isSignals ? `ctx.signal.${name}` : undefined;
  }

  ofTag(tag: string): unknown {
    const own = this.#own();
    if (Object.hasOwn(own, tag)) return own[tag];
    const dot = tag.lastIndexOf(".");
    const owner = own[tag.slice(0, dot)];
    return owner && memberOf(owner, tag.slice(dot + 1));
  }

  #own(): Record<string, object> {
    return { ctx: this, "ctx.state": this.state, "ctx.signal": this.signal, "ctx.log": this.log };
  }

  #check(operation: string): void {
    if (currentTurn() === this.#live) return;
    throw new PerdureError(contextOutsideTurn({ operation, id: this.id }));
  }
}

const memberOf = (owner: object, name: string): unknown => (owner as Record<string, unknown>)[name];
