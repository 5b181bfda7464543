import { checkpointOf } from "../frames/place.js";
import { isStep, type PendingOperation, type StepOperation } from "../operations/operation.js";
import { stateOf, type DurablePromise } from "../promises/durable-promise.js";
import { encode, UnstorableError, writeList, type JsonObject, type Writer } from "../snapshot/index.js";
import type { HeadOptions, PageWrites } from "../snapshot/pages/index.js";
import { explainUnstorable } from "./explain-unstorable.js";
import { MAIN_TASK, type LiveExecution } from "./live-execution.js";
import { isPlainlyAwaited, isPlainMain } from "./plain-wait.js";
import { SNAPSHOT_VERSION, type Pending, type StoredOperation } from "./stored-execution.js";
import { isWanted, isWantedForeign } from "./wanted.js";
import type { Task } from "./task.js";
import { writeTask } from "./write-task.js";

/** The text of an execution, and what became of the operations that it waited for. */
export interface Encoded {
  readonly text: string;
  /** What has changed in its pages since one was part of a commit; undefined: nothing. */
  readonly pages: PageWrites | undefined;
  /** Number of pending ones that the text holds. */
  readonly pending: number;
  /** Those whose outcome nobody can reach any more, and steps that came to be so now. */
  readonly abandoned: readonly PendingOperation[];
}

export type Waiting = PendingOperation | { readonly kind: "foreign"; readonly promise: DurablePromise };

type IsMet = (value: object) => boolean;

/** Throws a `PerdureError` that names the variable that cannot be stored. Forgets foreign promises nobody needs. */
export function encodeExecution(live: LiveExecution): Encoded {
  // What others reach must be stored; what only an interrupted wait reaches need not.
  const tasks = inOrder(live);
  let list = undefined as PendingList | undefined;
  try {
    const text = live.pages.encode((options) => {
      list = new PendingList(live);
      return headText(live, tasks, list, options);
    }, growingArrays(tasks));
    const pending = list!;
    return {
      text,
      pages: live.pages.writes(),
      pending: pending.written.length,
      abandoned: pending.abandoned(),
    };
  } catch (error) {
    if (!(error instanceof UnstorableError)) throw error;
    throw explainUnstorable(error, { tasks, pending: list?.written ?? [] });
  }
}

/** The text of an execution with all that stands in pages. */
export const wholeText = (live: LiveExecution): string =>
  headText(live, inOrder(live), new PendingList(live), {});

/** What is in locals that only grow. */
function growingArrays(tasks: readonly Task[]): ReadonlySet<object> | undefined {
  let found: Set<object> | undefined;
  for (const task of tasks) {
    for (let { frame } = task; frame; frame = frame.up) {
      const { appendOnly } = frame.machine;
      if (!appendOnly || !frame.proven) continue;
      const live = checkpointOf(frame)?.live;
      if (!live) continue;
      for (const name of appendOnly) {
        const value = live.includes(name) ? frame.locals[name] : undefined;
        if (Array.isArray(value)) (found ??= new Set()).add(value);
      }
    }
  }
  return found;
}

function inOrder(live: LiveExecution): Task[] {
  const tasks = [...live.tasks.values()];
  if (tasks.length > 1) tasks.sort((a, b) => Number(a.isForeign) - Number(b.isForeign) || a.id - b.id);
  return tasks;
}

function headText(
  live: LiveExecution,
  tasks: readonly Task[],
  pending: PendingList,
  options: HeadOptions,
): string {
  const { context } = live;
  const { stored, longest } = options;
  // Spreading would cost a tenth of the whole.
  return encode(undefined, {
    stored,
    longest,
    toTag: (value) => context.tagOf(value),
    home: live,
    root: (writer) => writeRoot(live, tasks, writer),
    appendix: { key: "pending", next: (isMet) => pending.next(isMet) },
  });
}

function writeRoot(live: LiveExecution, tasks: readonly Task[], writer: Writer): JsonObject {
  const { main, lastTask } = live;
  const json: JsonObject = { v: SNAPSHOT_VERSION };
  if (writer.options.stored && live.pages.count > 0) json["pages"] = live.pages.count;
  json["tasks"] = writeList(tasks, "tasks", writer, writeTask);
  if (!live.tasks.has(MAIN_TASK) || !isPlainMain(main)) json["main"] = writer.write(main.promise, "main");
  json["lastTask"] = lastTask;
  return json;
}

/** What the execution waits for, in the order in which it is written; what nobody needs is left. */
class PendingList {
  readonly written: Waiting[] = [];
  readonly #live: LiveExecution;
  readonly #rest: Set<Waiting>;
  readonly #dropped: StepOperation[] = [];
  #items: Generator<Pending, void> | undefined;

  constructor(live: LiveExecution) {
    this.#live = live;
    this.#rest = new Set<Waiting>(live.operations.values());
    for (const { promise } of live.foreignPromises) this.#rest.add({ kind: "foreign", promise });
  }

  next(isMet: IsMet): Pending | undefined {
    if (this.#rest.size === 0) return undefined;
    if (this.#rest.size === 1 && !this.#items) {
      const [only] = this.#rest;
      if (isWaitedFor(only!, isMet)) return this.#stored(only!, isMet);
    }
    this.#items ??= this.#inOrder(isMet);
    return this.#items.next().value ?? undefined;
  }

  *#inOrder(isMet: IsMet): Generator<Pending, void> {
    // What one of them holds may be what another one settles.
    for (let before = Infinity; this.#rest.size < before;) {
      before = this.#rest.size;
      for (const waiting of this.#rest) if (isWaitedFor(waiting, isMet)) yield this.#stored(waiting, isMet);
    }
    // Steps that nobody waits for any more are stored as well: they run to their end.
    for (const step of this.#rest) {
      if (step.kind === "foreign" || !isStep(step)) continue;
      if (!step.abandoned) this.#dropped.push(step);
      const { promise: _, ...stored } = { ...this.#written(step), abandoned: true };
      yield stored;
    }
  }

  #stored(waiting: Waiting, isMet: IsMet): Pending {
    this.#written(waiting);
    const { tasks } = this.#live;
    if (waiting.kind === "foreign" || isMet(waiting.promise)) return waiting;
    if (!isPlainlyAwaited(waiting, (id) => tasks.get(id))) return waiting;
    return withoutPromise(waiting);
  }

  #written<T extends Waiting>(waiting: T): T {
    this.#rest.delete(waiting);
    this.written.push(waiting);
    return waiting;
  }

  /** To be called once everything is written. */
  abandoned(): PendingOperation[] {
    for (const step of this.#dropped) step.abandoned = true;
    const left: PendingOperation[] = [...this.#dropped];
    for (const waiting of this.#rest) {
      if (waiting.kind === "foreign") this.#live.foreignPromises.delete(stateOf(waiting.promise)!);
      else left.push(waiting);
    }
    return left;
  }
}

/** As `{ promise, ...rest }` gives the rest, in a fifth of the time. */
function withoutPromise(operation: PendingOperation): StoredOperation {
  const stored: Record<string, unknown> = {};
  for (const key of Object.keys(operation))
    if (key !== "promise") stored[key] = operation[key as keyof PendingOperation];
  return stored as unknown as StoredOperation;
}

const isWaitedFor = (waiting: Waiting, isMet: IsMet): boolean =>
  waiting.kind === "foreign"
    ? isWantedForeign(stateOf(waiting.promise)!, isMet)
    : !("abandoned" in waiting) && isWanted(waiting, isMet);
