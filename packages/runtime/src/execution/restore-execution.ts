import { THROW, type Frame, type Locals, type Machine } from "../machine/abi.js";
import { InterruptedError } from "../errors/interrupted-error.js";
import { PerdureError } from "../errors/perdure-error.js";
import { frameOf } from "../frames/frame.js";
import { placeOf } from "../frames/place.js";
import { fitFrame, type StoredFrame } from "../frames/stored-frame.js";
import { codeEdited, codeMissing, snapshotUnreadable } from "../generated/messages.js";
import { withTurn } from "../machine/current-turn.js";
import { generatorState, type GeneratorState } from "../generators/state.js";
import type { PendingOperation } from "../operations/operation.js";
import { durablePromise, stateOf, type DurablePromise } from "../promises/durable-promise.js";
import type { PromiseState } from "../promises/promise-state.js";
import { decode, isData, MissingCodeError, SnapshotError } from "../snapshot/index.js";
import { readPages } from "../snapshot/pages/index.js";
import type { Page, ParkReason } from "../store/store.js";
import { waitAgain } from "./plain-wait.js";
import { isStoredExecution } from "./is-stored-execution.js";
import type { LiveExecution } from "./live-execution.js";
import {
  SNAPSHOT_VERSION,
  type StoredExecution,
  type StoredOperation,
  type StoredTask,
} from "./stored-execution.js";
import { Task } from "./task.js";

/** What is missing is a key, which code does not hold. */
const UNDECODABLE = "PD2116";

/** A stored execution that this process cannot go on with: it is parked with the reason. */
export class RestoreError extends PerdureError {
  readonly reason: ParkReason;
  /** Whether a process with other code may be able to go on. */
  readonly needsOtherCode: boolean;

  constructor(reason: ParkReason, ...parameters: ConstructorParameters<typeof PerdureError>) {
    super(...parameters);
    this.reason = reason;
    const isUndecodable = this.cause instanceof MissingCodeError && this.cause.code === UNDECODABLE;
    this.needsOtherCode = (reason === "needs_code" || reason === "needs_migration") && !isUndecodable;
  }
}

/**
 * Fills `live` from its snapshot's text. Throws a `RestoreError` that says why it cannot. Nothing runs before
 * `goOn` is called.
 */
export function restoreExecution(
  live: LiveExecution,
  text: string,
  pages: readonly Page[] = [],
): { goOn(): void } {
  const stored = decodeStored(live, text, pages);
  if (stored.main) live.main = stateOf(stored.main)!;
  live.lastTask = stored.lastTask;
  const foreign: DurablePromise[] = [];
  for (const pending of stored.pending) {
    if (pending.kind === "foreign") foreign.push(pending.promise);
    else live.operations.set(pending.n, withPromise(live, pending));
  }
  live.restored.clear();
  const tasks = stored.tasks.map((task) => restoreTask(live, task));
  return {
    goOn() {
      live.step(() => {
        for (const task of tasks.sort((a, b) => a.id - b.id)) resumeRestored(live, task);
        for (const promise of foreign) interruptPromise(live, stateOf(promise)!);
      });
    },
  };
}

/** One that is not stored may still stand elsewhere; an abandoned operation's is nobody's. */
function withPromise(live: LiveExecution, stored: StoredOperation): PendingOperation {
  const { n } = stored;
  const promise = stored.promise ?? live.restored.get(n) ?? durablePromise(live, { kind: "operation", n });
  return { ...stored, promise } as PendingOperation;
}

/** What would have settled a promise is gone, unless the snapshot holds it. */
function interruptPromise(live: LiveExecution, state: PromiseState): void {
  if (state.isHeld) live.foreignStarted(state);
  else state.reject(new InterruptedError(live.executionId));
}

/** A task that waits for what has settled goes on; one whose wait could not be stored gets an error. */
function resumeRestored(live: LiveExecution, task: Task): void {
  const { waitsFor } = task;
  if (!waitsFor) {
    const error = new InterruptedError(task.frame ? placeOf(task.frame) : live.executionId);
    live.job(() => task.go(THROW, error));
  } else if (waitsFor.outcome) {
    const { outcome } = waitsFor;
    waitsFor.handled = true;
    live.job(() => task.resume(outcome));
    task.waitsFor = null;
  }
}

/** The code that a value needs is missing, or does not do its part. */
export function needsCode(id: string, error: MissingCodeError): RestoreError {
  const isAbsent = error.code === ABSENT;
  const message = isAbsent ? codeMissing({ id, machine: error.id }) : error.said;
  return new RestoreError("needs_code", message, { cause: error });
}

/** PD2111 says of a value what PD2072 says of an execution. */
const ABSENT = "PD2111";

function decodeStored(live: LiveExecution, text: string, pages: readonly Page[]): StoredExecution {
  const unreadable = (reason: string, cause?: unknown) =>
    new RestoreError("unreadable", snapshotUnreadable({ id: live.executionId, reason }), { cause });
  const fail = (tag: string): never => {
    throw unreadable(`unknown tag "${tag}"`);
  };
  const hooks = { home: live, fromTag: (tag: string) => live.context.ofTag(tag) ?? fail(tag) };
  let stored: unknown;
  try {
    const read = readPages(pages, hooks);
    const fromStored = (number: number) => read.values.get(number);
    // Its closures belong to the execution.
    stored = withTurn(live, () => decode(text, { ...hooks, fromStored }));
    live.pages.adopt(read);
  } catch (error) {
    if (error instanceof MissingCodeError) {
      throw needsCode(live.executionId, error);
    }
    if (error instanceof SnapshotError) throw unreadable(error.message.split("\n")[0]!, error);
    throw error;
  }
  const version = (stored as Partial<StoredExecution> | null)?.v;
  if (version !== SNAPSHOT_VERSION) throw unreadable(`its version is ${shownPrimitive(version)}`);
  if (!isStoredExecution(stored)) throw unreadable("its tasks are missing");
  const { pages: count = 0 } = stored;
  if (count !== pages.length) throw unreadable(`it has ${pages.length} pages instead of ${String(count)}`);
  return stored;
}

function restoreTask(live: LiveExecution, stored: StoredTask): Task {
  const id = live.executionId;
  let frame: Frame | null = null;
  for (const storedFrame of [...stored.frames].reverse()) frame = restoreFrame(id, storedFrame, frame);
  const { generator, result: promise = live.main.promise } = stored;
  const result = generator === undefined ? stateOf(promise)! : live.bodyResult(generator);
  const task = new Task(live, stored.id, frame, result);
  task.waitsFor = waitOf(live, stored);
  live.tasks.set(task.id, task);
  return task;
}

function waitOf(live: LiveExecution, { id, waitsFor }: StoredTask): PromiseState | null {
  if (typeof waitsFor !== "number") return stateOf(waitsFor) ?? null;
  const state = stateOf(live.operations.get(waitsFor)?.promise);
  if (!state) {
    const reason = `a task waits for operation ${waitsFor}, which is not there`;
    throw new RestoreError("unreadable", snapshotUnreadable({ id: live.executionId, reason }));
  }
  waitAgain(state, id);
  return state;
}

/** The state of an async generator whose body is on the task, still without its frame. */
function runningState(generator: object): GeneratorState | undefined {
  const state = generatorState(generator);
  const running = state?.at === "running" || state?.at === "returning";
  return state?.asynchronous && running && !state.frame ? state : undefined;
}

function restoreFrame(id: string, stored: StoredFrame, up: Frame | null): Frame {
  const fit = fitFrame(stored);
  if (!fit) throw new RestoreError("needs_code", codeMissing({ id, machine: stored.machine }));
  if (typeof fit === "string") {
    const edited = { machine: stored.machine, id, place: shownPrimitive(stored.place), change: fit };
    throw new RestoreError("needs_migration", codeEdited(edited));
  }
  const { machine } = fit;
  const frame = frameOf(machine, stored.self, { ...stored.live }, up, fit.pc);
  frame.proven = stored.hash === machine.hash && isProven(machine, frame.locals);
  if (stored.generator === undefined) return frame;
  const state = runningState(stored.generator);
  const reason = "a generator that is not running has a frame";
  if (!state) throw new RestoreError("unreadable", snapshotUnreadable({ id, reason }));
  frame.generator = stored.generator;
  return (state.frame = frame);
}

/** What else it may have got than data, it has got rid of. */
const isProven = ({ appendOnly = [], besideAppendOnly = [] }: Machine, locals: Locals): boolean =>
  [...appendOnly, ...besideAppendOnly].every((name) => isData(locals[name]));

/** A damaged text may hold anything in a text's place, and so long a list that making a text of it does not end. */
const shownPrimitive = (value: unknown): string =>
  typeof value === "object" && value !== null ? "an object" : String(value);
