import { NEXT, type Arguments, type Frame, type Machine, type Resumption } from "../machine/abi.js";
import { ForeignWaitError } from "../errors/foreign-wait-error.js";
import { newFrame } from "../frames/frame.js";
import { settleRequest } from "../generators/requests.js";
import { describeOperation, type Operation, type PendingOperation } from "../operations/operation.js";
import type { Outcome } from "../promises/outcome.js";
import { durablePromise, stateOf, type DurablePromise } from "../promises/durable-promise.js";
import type { Home } from "../promises/home.js";
import { promiseCall } from "../promises/promise-call.js";
import { nativeWaits } from "./native-waits.js";
import type { PromiseState } from "../promises/promise-state.js";
import { callObject } from "./call-object.js";
import { ExecutionContext } from "./context.js";
import { enterTurn, withTurn, type Settle, type Turn } from "../machine/current-turn.js";
import { soon } from "../machine/then.js";
import type { ExecutionPorts } from "./execution-ports.js";
import { Pages } from "../snapshot/pages/index.js";
import type { Loaded } from "../store/store.js";
import { MAIN_TASK } from "./main-task.js";
import { Outgoing } from "./outgoing.js";
import { StateEntries } from "./state-entries.js";
import { taskEnded } from "./spawn.js";
import { Task } from "./task.js";

/** What distinguishes one execution from another, from its row. */
export interface Identity {
  readonly seq: number;
  readonly executionId: string;
  readonly functionId: string;
  readonly epoch: number;
  readonly attempt: number;
  /** Number of the last operation. */
  readonly operation: number;
}

/** What is kept by key. */
export type StoredEntries = Pick<Loaded, "state" | "kept">;

export { MAIN_TASK };

/** At about five times as many JavaScript's stack would be full. */
const DEEPEST_START = 500;

type Request = Operation extends infer Each
  ? Each extends Operation
    ? Omit<Each, "n" | "promise" | "askedAtMs">
    : never
  : never;

/**
 * An execution in memory: its tasks, the operations that they wait for, and what its code has asked for since the
 * last commit. Dropped without harm at any time.
 */
export class LiveExecution implements Turn, Home {
  readonly identity: Identity;
  readonly ports: ExecutionPorts;
  readonly context: ExecutionContext;
  readonly stateEntries: StateEntries;
  /** What of its snapshot stands in pages. */
  readonly pages: Pages;
  readonly tasks = new Map<number, Task>();
  /** Asked for and not settled, by number. */
  readonly operations = new Map<number, PendingOperation>();
  /** Promises that something foreign will settle. */
  readonly foreignPromises = new Set<PromiseState>();
  /** Tasks that wait for something foreign. */
  foreignWaits = 0;
  /** Promises of operations that its snapshot held, by the operations' numbers. */
  readonly restored = new Map<number, DurablePromise>();
  /** The promise of the durable function's own result. */
  main: PromiseState;
  /** The task whose code ran last. */
  lastRan: Task | undefined;
  /** Open while its variables may change; see `TurnState`. */
  readonly state = { isOpen: false };
  /** Whether code has run since the last commit. */
  moved = false;
  lastTask = MAIN_TASK;
  /** What leaves with the next commit. */
  readonly outgoing = new Outgoing();
  /** Outcomes under the user's keys, of all attempts. */
  readonly kept: Map<string, string>;
  #abort: AbortController | undefined;
  #asked = new Set<PendingOperation>();
  #lastOperation: number;
  readonly #unhandled = new Set<PromiseState>();
  /** How often code that is not compiled waits for one of its promises. */
  #foreignReactions = 0;
  #isDropped = false;
  /** Tasks that are being started, each by the one before. */
  #nesting = 0;
  #jobs = 0;
  #depth = 0;

  constructor(identity: Identity, stored: StoredEntries, ports: ExecutionPorts) {
    this.identity = identity;
    this.stateEntries = new StateEntries(stored.state);
    this.kept = new Map(stored.kept.map(({ key, outcome }) => [key, outcome]));
    this.ports = ports;
    this.#lastOperation = identity.operation;
    this.context = new ExecutionContext(this);
    this.pages = new Pages((value) => this.context.tagOf(value), ports.pageLimits);
    this.main = this.#newMain();
  }

  get executionId(): string {
    return this.identity.executionId;
  }

  get lastOperation(): number {
    return this.#lastOperation;
  }

  /** Behind `ctx.signal`, made when it is asked for. */
  get abort(): AbortController {
    return (this.#abort ??= new AbortController());
  }

  set abort(controller: AbortController) {
    this.#abort = controller;
  }

  isSignal(value: object): boolean {
    return value === this.#abort?.signal;
  }

  /** Whether jobs wait to be run. */
  get isBusy(): boolean {
    return this.#jobs > 0 || this.#depth > 0;
  }

  /** Whether something foreign may still make its code run. */
  get isForeign(): boolean {
    return this.foreignWaits > 0 || this.foreignPromises.size > 0;
  }

  // How it runs

  /** Calls the durable function. */
  begin(machine: Machine, args: readonly unknown[]): void {
    this.step(() => {
      try {
        const frame = this.enter(() => newFrame(machine, undefined, args, null));
        this.#launch(new Task(this, MAIN_TASK, frame, this.main), NEXT, undefined);
      } catch (error) {
        this.main.reject(error);
      }
    });
  }

  startTask(machine: Machine, self: unknown, args: Arguments): Promise<unknown> {
    const id = ++this.lastTask;
    const promise = durablePromise(this, { kind: "task", task: id });
    const state = stateOf(promise)!;
    try {
      this.#launch(new Task(this, id, newFrame(machine, self, args, null), state), NEXT, undefined);
    } catch (error) {
      this.tasks.delete(id); // the stack was full
      state.reject(error);
    }
    return promise;
  }

  startBody(generator: object, frame: Frame, how: Resumption, value: unknown): void {
    this.#launch(new Task(this, ++this.lastTask, frame, this.bodyResult(generator)), how, value);
  }

  /** What the end of an async generator's body, or its next `yield`, settles. */
  bodyResult(generator: object): Settle & { readonly generator: object } {
    return { generator, ...settleRequest(generator) };
  }

  newPromise(): { promise: DurablePromise; settle: Settle } {
    const promise = durablePromise(this);
    return { promise, settle: stateOf(promise)! };
  }

  promiseCall(name: string, args: readonly unknown[]): unknown {
    return promiseCall(this, name, args);
  }

  callFunction(durableFunction: object, args: readonly unknown[]): Promise<unknown> {
    return this.context.call(durableFunction, ...args);
  }

  callTask(body: object, args: readonly unknown[]): Promise<unknown> {
    return this.context.startTask(body, args);
  }

  callObject(stub: object, method: string, args: readonly unknown[]): Promise<unknown> {
    return callObject(this, stub, method, args);
  }

  /** Runs a task to its first wait at once, or, where calls are nested too deeply for the stack, in a job. */
  #launch(task: Task, how: Resumption, value: unknown): void {
    this.tasks.set(task.id, task);
    if (this.#nesting === DEEPEST_START) return this.job(() => this.#launch(task, how, value));
    const before = this.lastRan;
    this.#nesting += 1;
    try {
      task.go(how, value);
    } finally {
      this.#nesting -= 1;
    }
    this.lastRan = before ?? task;
  }

  /** Runs a part of a task's code. It comes with every await: without `around` no function is made for it. */
  run(task: Task, how: Resumption, value: unknown): void {
    this.lastRan = task;
    if (this.ports.around) return this.enter(() => task.drive(how, value));
    this.moved = true;
    const before = enterTurn(this);
    try {
      task.drive(how, value);
    } finally {
      enterTurn(before);
    }
  }

  enter<T>(body: () => T): T {
    this.moved = true;
    const { around } = this.ports;
    return around ? around(() => withTurn(this, body)) : withTurn(this, body);
  }

  job(job: () => void): void {
    this.#jobs += 1;
    soon(() => {
      this.#jobs -= 1;
      this.step(job);
    });
  }

  /** A job whose function a task has already; it begins with a call of `ticked`. */
  tick(tick: () => void): void {
    this.#jobs += 1;
    soon(tick);
  }

  /** The tick of a task has come. */
  ticked(task: Task, how: Resumption, value: unknown): void {
    this.#jobs -= 1;
    this.proceed(task, how, value);
  }

  /** A task goes on; `step` without a function made for it. */
  proceed(task: Task, how: Resumption, value: unknown): void {
    if (this.#isDropped) return;
    this.#begin();
    try {
      task.go(how, value);
    } finally {
      this.#end();
    }
  }

  /** Runs something that may lead to jobs; afterwards, when there are none left, the execution is quiet. */
  step(body: () => void): void {
    if (this.#isDropped) return;
    this.#begin();
    try {
      body();
    } finally {
      this.#end();
    }
  }

  #begin(): void {
    this.#depth += 1;
    this.state.isOpen = true;
  }

  #end(): void {
    this.#depth -= 1;
    if (this.#depth > 0 || this.#jobs > 0 || this.#refuseForeign()) return;
    this.state.isOpen = this.isForeign;
    this.ports.quiet(this);
  }

  /** Other live objects, or another engine, go on with the execution: nothing of this one runs any more. */
  close(): void {
    this.#isDropped = true;
    this.state.isOpen = false;
  }

  spawned(state: PromiseState, leg: number, outcome: Outcome): void {
    taskEnded(this, state, leg, outcome);
  }

  resume(task: number, outcome: Outcome): void {
    this.tasks.get(task)?.resume(outcome);
  }

  promiseRestored({ source, promise }: PromiseState): void {
    if (source?.kind === "operation") this.restored.set(source.n, promise);
  }

  foreignStarted(state: PromiseState): void {
    this.foreignPromises.add(state);
  }

  /** Comes from outside of the execution's own jobs. */
  foreignEnded(state: PromiseState, settle: () => void): void {
    this.foreignPromises.delete(state);
    this.step(settle);
  }

  /** Whether the execution stops where its only task waits for something that has settled: for tests. */
  holdsAt(state: PromiseState): boolean {
    const isAlone = this.#jobs === 0 && this.tasks.size === 1 && !this.isForeign;
    return this.ports.holdsAtSettled && !!state.outcome && isAlone;
  }

  // What it asks for

  /** Numbers an operation: the request becomes it. */
  ask<T>(request: Request): DurablePromise<T> {
    const n = ++this.#lastOperation;
    const promise = durablePromise<T>(this, { kind: "operation", n });
    const askedAtMs = this.ports.nowMs();
    // Nothing else costs as little, and it is done for each step.
    const operation = Object.assign(request, { n, askedAtMs, promise }) as Operation as PendingOperation;
    this.operations.set(n, operation);
    this.#asked.add(operation);
    return promise;
  }

  /** A step; under a key that an earlier attempt has used it has its outcome already. */
  askStep<T>(request: Request): DurablePromise<T> {
    const key = "policy" in request ? request.policy?.key : undefined;
    const kept = key === undefined ? undefined : this.kept.get(key);
    const timeoutMs = "policy" in request ? request.policy?.timeoutMs : undefined;
    if (kept !== undefined) return this.#askSettled<T>(request, this.ports.readOutcome(kept), kept);
    if (timeoutMs === undefined) return this.ask<T>(request);
    return this.ask<T>({ ...request, deadlineAtMs: this.ports.nowMs() + timeoutMs } as Request);
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
    const promise = durablePromise<T>(this);
    const askedAtMs = this.ports.nowMs();
    const operation = { n: ++this.#lastOperation, ...request, askedAtMs, promise } as Operation;
    this.ports.settled(this, operation, outcome, text);
    stateOf(promise)!.settle(outcome);
    return promise;
  }

  /** What was asked for since the last time. */
  takeAsked(): PendingOperation[] {
    const asked = [...this.#asked].filter(({ n }) => this.operations.has(n));
    this.#asked.clear();
    return asked;
  }

  /** Whether an operation was part of a commit. */
  isSent(operation: PendingOperation): boolean {
    return !this.#asked.has(operation);
  }

  get hasAsked(): boolean {
    return this.#asked.size > 0;
  }

  /** Hands an operation's outcome to those who wait for it. */
  settle(operation: Operation, outcome: Outcome): void {
    this.operations.delete(operation.n);
    this.step(() => stateOf(operation.promise)?.settle(outcome));
  }

  // Promises that foreign code waits for

  foreignAsked(): void {
    this.#foreignReactions += 1;
    this.job(() => {}); // comes to be quiet, wherever that code was called
  }

  foreignTold(): void {
    this.#foreignReactions -= 1;
  }

  /** Refuses operations whose outcome code would be told that is not stored; false where there are none. */
  #refuseForeign(): boolean {
    let refused = false;
    for (const operation of this.#foreignReactions > 0 ? [...this.operations.values()] : []) {
      const waits = nativeWaits(this, stateOf(operation.promise)!);
      if (waits.length === 0) continue;
      const error = new ForeignWaitError(describeOperation(operation));
      refused = true;
      if (this.isSent(operation)) for (const refuse of waits) refuse(error);
      else this.withdraw(operation, error);
    }
    return refused;
  }

  /** It is not sent: those who wait for it get the error. */
  withdraw(operation: PendingOperation, error: Error): void {
    this.operations.delete(operation.n);
    this.#asked.delete(operation);
    if (operation.kind === "object")
      this.outgoing.calls = this.outgoing.calls.filter((call) => call.operation !== operation.n);
    if (operation.kind === "child")
      this.outgoing.children = this.outgoing.children.filter(({ id }) => id !== operation.childId);
    stateOf(operation.promise)!.settle({ error });
  }

  // Errors that nobody handles

  unhandled(state: PromiseState, isUnhandled: boolean): void {
    if (isUnhandled) this.#unhandled.add(state);
    else this.#unhandled.delete(state);
  }

  /** Takes one rejection that nobody has handled. */
  takeUnhandled(): { readonly reason: unknown } | undefined {
    for (const state of this.#unhandled) {
      this.#unhandled.delete(state);
      state.handled = true;
      if (state.outcome && "error" in state.outcome) return { reason: state.outcome.error };
    }
    return undefined;
  }

  /** Throws an error at the function's present await; false where it has ended. */
  interruptMain(error: unknown): boolean {
    if (this.main.outcome) return false;
    const task = this.tasks.get(MAIN_TASK);
    this.step(() => (task ? task.interrupt(error) : this.main.reject(error)));
    return true;
  }

  /** Throws an error into every task, at its await. */
  interruptAll(error: unknown): void {
    const tasks = [...this.tasks.values()].sort((a, b) => a.id - b.id);
    for (const task of tasks) task.interrupt(error);
    if (!this.tasks.has(MAIN_TASK)) this.main.reject(error);
  }

  /** Ends all that the function has called, without running its code: the error is thrown at its own await. */
  unwind(error: unknown): void {
    const main = this.tasks.get(MAIN_TASK);
    this.step(() => main?.unwind(error));
  }

  /** Nothing of it runs or waits any more. */
  drop(): void {
    this.tasks.clear();
    this.operations.clear();
    this.foreignPromises.clear();
    this.foreignWaits = 0;
    this.#asked.clear();
    this.#unhandled.clear();
  }

  /** Throws an error at the await where a task stands; what it waits for is not sent, where it has not been. */
  refuse(task: Task, error: Error): void {
    const source = task.waitsFor?.source;
    const operation = source?.kind === "operation" ? this.operations.get(source.n) : undefined;
    if (operation && !this.isSent(operation)) this.withdraw(operation, error);
    else task.interrupt(error);
  }

  #newMain(): PromiseState {
    const main = stateOf(durablePromise(this, { kind: "task", task: MAIN_TASK }))!;
    main.handled = true;
    return main;
  }

  idempotencyKey(operation: Operation): string {
    if ("policy" in operation && operation.policy?.key !== undefined) return operation.policy.key;
    return `${this.executionId}/${operation.n}`;
  }
}
