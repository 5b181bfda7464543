import type { Frame } from "../machine/abi.js";
import { storedFrame } from "../frames/stored-frame.js";
import { isStep, type PendingOperation, type StepOperation } from "../operations/operation.js";
import { stateOf, type DurablePromise } from "../promises/durable-promise.js";
import { encode, UnstorableError } from "../snapshot/index.js";
import { explainUnstorable } from "./explain-unstorable.js";
import type { LiveExecution } from "./live-execution.js";
import { SNAPSHOT_VERSION, type Pending, type StoredExecution, type StoredTask } from "./stored-execution.js";
import type { Task } from "./task.js";
import { isWanted, isWantedForeign } from "./wanted.js";

/** The text of an execution, and what became of the operations that it waited for. */
export interface Encoded {
  readonly text: string;
  /** Number of pending ones that the text holds. */
  readonly pending: number;
  /** Those whose outcome nobody can reach any more, and steps that came to be so now. */
  readonly abandoned: readonly PendingOperation[];
}

export type Waiting = PendingOperation | { readonly kind: "foreign"; readonly promise: DurablePromise };

type IsMet = (value: object) => boolean;

/** Throws a `PerdureError` that names the variable that cannot be stored. Forgets foreign promises nobody needs. */
export function encodeExecution(live: LiveExecution): Encoded {
  const lenient = new Set<object>();
  const tasks = [...live.tasks.values()].sort(
    (a, b) => Number(a.isForeign) - Number(b.isForeign) || a.id - b.id,
  );
  const stored = tasks.map(storedTask);
  // What others reach must be stored; what only an interrupted wait reaches need not.
  tasks.forEach((task, i) => task.isForeign && lenient.add(stored[i]!));
  const { main, lastTask } = live;
  const root: Omit<StoredExecution, "pending"> = {
    v: SNAPSHOT_VERSION,
    tasks: stored,
    main: main.promise,
    lastTask,
  };
  const pending = new PendingList(live);
  try {
    const text = encode(root, {
      toTag: (value) => live.context.tagOf(value),
      home: live,
      lenient,
      appendix: { key: "pending", next: (isMet) => pending.next(isMet) },
    });
    return { text, pending: pending.written.length, abandoned: pending.abandoned() };
  } catch (error) {
    if (!(error instanceof UnstorableError)) throw error;
    throw explainUnstorable(error, { tasks, pending: pending.written });
  }
}

/** What the execution waits for, in the order in which it is written; what nobody needs is left. */
class PendingList {
  readonly written: Waiting[] = [];
  readonly #live: LiveExecution;
  readonly #rest: Set<Waiting>;
  readonly #dropped: StepOperation[] = [];

  constructor(live: LiveExecution) {
    this.#live = live;
    const foreign = [...live.foreignPromises].map(({ promise }) => ({ kind: "foreign", promise }) as const);
    this.#rest = new Set<Waiting>([...live.operations.values(), ...foreign]);
  }

  next(isMet: IsMet): Pending | undefined {
    const wanted = this.#find((waiting) => isWaitedFor(waiting, isMet));
    if (wanted) return wanted;
    // Steps that nobody waits for any more are stored as well: they run to their end.
    const step = this.#find(
      (waiting): waiting is StepOperation => waiting.kind !== "foreign" && isStep(waiting),
    );
    if (!step) return undefined;
    if (!step.abandoned) this.#dropped.push(step);
    step.abandoned = true;
    const { promise: _, ...stored } = step;
    return stored;
  }

  abandoned(): PendingOperation[] {
    const left: PendingOperation[] = [...this.#dropped];
    for (const waiting of this.#rest) {
      if (waiting.kind === "foreign") this.#live.foreignPromises.delete(stateOf(waiting.promise)!);
      else left.push(waiting);
    }
    return left;
  }

  #find<T extends Waiting>(matches: (waiting: Waiting) => waiting is T): T | undefined;
  #find(matches: (waiting: Waiting) => boolean): Waiting | undefined;
  #find(matches: (waiting: Waiting) => boolean): Waiting | undefined {
    for (const waiting of this.#rest) {
      if (!matches(waiting)) continue;
      this.#rest.delete(waiting);
      this.written.push(waiting);
      return waiting;
    }
    return undefined;
  }
}

const isWaitedFor = (waiting: Waiting, isMet: IsMet): boolean =>
  waiting.kind === "foreign"
    ? isWantedForeign(stateOf(waiting.promise)!, isMet)
    : !("abandoned" in waiting) && isWanted(waiting, isMet);

function storedTask(task: Task): StoredTask {
  const { id, waitsFor, result } = task;
  return {
    id,
    ...(waitsFor && { waitsFor: waitsFor.promise }),
    ...("generator" in result ? { generator: result.generator } : { result: result.promise }),
    frames: framesOf(task).map(storedFrame),
  };
}

/** Innermost first. */
export function framesOf(task: Task): Frame[] {
  const frames: Frame[] = [];
  for (let frame = task.frame; frame; frame = frame.up) frames.push(frame);
  return frames;
}
