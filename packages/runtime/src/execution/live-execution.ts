import { NEXT, type Arguments, type Frame, type Machine, type Resumption } from "../machine/abi.js";
import { newFrame } from "../frames/frame.js";
import { settleRequest } from "../generators/requests.js";
import type { Operation, PendingOperation } from "../operations/operation.js";
import type { Outcome } from "../promises/outcome.js";
import { durablePromise, stateOf, type DurablePromise } from "../promises/durable-promise.js";
import type { Home } from "../promises/home.js";
import { promiseCall } from "../promises/promise-call.js";
import { refuseNativeWaits } from "./native-waits.js";
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
import { Requests } from "./requests.js";
import { StateEntries } from "./state-entries.js";
import { taskEnded } from "./spawn.js";
import { Task } from "./task.js";
import { UnhandledRejections } from "./unhandled-rejections.js";

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
  readonly requests: Requests;
  readonly rejections = new UnhandledRejections();
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
  #abort: AbortController | undefined;
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
    this.ports = ports;
    const kept = new Map(stored.kept.map(({ key, outcome }) => [key, outcome]));
    this.requests = new Requests(this, kept, identity.operation);
    this.context = new ExecutionContext(this);
    this.pages = new Pages((value) => this.context.tagOf(value), ports.pageLimits);
    this.main = newMain(this);
  }

  get executionId(): string {
    return this.identity.executionId;
  }

  /** Asked for and not settled, by number. */
  get operations(): Map<number, PendingOperation> {
    return this.requests.pending;
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
  run(task: Task): void {
    this.lastRan = task;
    if (this.ports.around) return this.enter(task.drive);
    this.moved = true;
    const before = enterTurn(this);
    try {
      task.drive();
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
  ticked(): void {
    this.#jobs -= 1;
  }

  /** A task goes on; `step` without a function made for it. */
  proceed(task: Task): void {
    if (this.#isDropped) return;
    this.#begin();
    try {
      this.run(task);
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
    if (this.#depth > 0 || this.#jobs > 0 || this.#refusesForeign()) return;
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
    this.moved = true; // the last snapshot says that it is pending
    this.step(settle);
  }

  /** Whether the execution stops where its only task waits for something that has settled: for tests. */
  holdsAt(state: PromiseState): boolean {
    const isAlone = this.#jobs === 0 && this.tasks.size === 1 && !this.isForeign;
    return this.ports.holdsAtSettled && !!state.outcome && isAlone;
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

  #refusesForeign(): boolean {
    return this.#foreignReactions > 0 && refuseNativeWaits(this);
  }

  unhandled(state: PromiseState, isUnhandled: boolean): void {
    this.rejections.note(state, isUnhandled);
  }

  /** Nothing of it runs or waits any more. */
  drop(): void {
    this.tasks.clear();
    this.requests.clear();
    this.rejections.clear();
    this.foreignPromises.clear();
    this.foreignWaits = 0;
  }
}

function newMain(live: LiveExecution): PromiseState {
  const main = stateOf(durablePromise(live, { kind: "task", task: MAIN_TASK }))!;
  main.handled = true;
  return main;
}
