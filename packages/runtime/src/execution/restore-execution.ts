import type { Frame } from "../machine/abi.js";
import { generatorState, type GeneratorState } from "../generators/state.js";
import { PerdureError } from "../errors/perdure-error.js";
import { codeEdited, codeMissing, snapshotUnreadable } from "../generated/messages.js";
import { decode, MissingCodeError, SnapshotError } from "../snapshot/index.js";
import type { ParkReason } from "../store/store.js";
import { CONTEXT_TAG, SNAPSHOT_VERSION, type StoredExecution, type StoredTask } from "./encode-execution.js";
import { frameOf } from "../frames/frame.js";
import type { LiveExecution } from "./live-execution.js";
import { fitFrame, type StoredFrame } from "../frames/stored-frame.js";

/** A stored execution that this process cannot go on with: it is parked with the reason. */
export class RestoreError extends PerdureError {
  readonly reason: ParkReason;

  constructor(reason: ParkReason, ...parameters: ConstructorParameters<typeof PerdureError>) {
    super(...parameters);
    this.reason = reason;
  }
}

/** Fills `live` from its snapshot's text. Throws a `RestoreError` that says why it cannot. */
export function restoreExecution(live: LiveExecution, text: string): void {
  const stored = decodeStored(live, text);
  const { waitsFor, frames } = stored.tasks[0]!;
  let frame: Frame | null = null;
  for (const storedFrame of [...frames].reverse()) frame = restoreFrame(live.executionId, storedFrame, frame);
  live.task.frame = frame;
  live.task.waitsFor = waitsFor;
}

function decodeStored(live: LiveExecution, text: string): StoredExecution {
  const unreadable = (reason: string, cause?: unknown) =>
    new RestoreError("unreadable", snapshotUnreadable({ id: live.executionId, reason }), { cause });
  let stored: Partial<StoredExecution>;
  try {
    stored = decode(text, { fromTag: (tag) => contextFor(live, tag) }) as Partial<StoredExecution>;
  } catch (error) {
    if (error instanceof MissingCodeError) {
      throw new RestoreError("needs_code", codeMissing({ id: live.executionId, machine: error.id }), {
        cause: error,
      });
    }
    if (error instanceof SnapshotError) throw unreadable(error.message.split("\n")[0]!, error);
    throw error;
  }
  if (stored?.v !== SNAPSHOT_VERSION) throw unreadable(`its version is ${String(stored?.v)}`);
  if (!isStored(stored)) throw unreadable("its tasks are missing");
  return stored;
}

function contextFor(live: LiveExecution, tag: string): unknown {
  if (tag === CONTEXT_TAG) return live.context;
  throw new RestoreError(
    "unreadable",
    snapshotUnreadable({ id: live.executionId, reason: `unknown tag "${tag}"` }),
  );
}

const isStored = (stored: Partial<StoredExecution>): stored is StoredExecution =>
  Array.isArray(stored.tasks) &&
  stored.tasks.length === 1 &&
  stored.tasks.every(
    (task: Partial<StoredTask> | null) =>
      typeof task?.waitsFor?.n === "number" && Array.isArray(task.frames) && task.frames.every(isStoredFrame),
  );

const isStoredFrame = (frame: Partial<StoredFrame> | null | undefined): boolean =>
  typeof frame?.machine === "string" &&
  typeof frame.hash === "string" &&
  typeof frame.at === "string" &&
  typeof frame.live === "object" &&
  frame.live !== null;

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
    const edited = { machine: stored.machine, id, place: String(stored.place), change: fit };
    throw new RestoreError("needs_migration", codeEdited(edited));
  }
  const frame = frameOf(fit.machine, stored.self, { ...stored.live }, up, fit.pc);
  if (stored.generator === undefined) return frame;
  const state = runningState(stored.generator);
  const reason = "a generator that is not running has a frame";
  if (!state) throw new RestoreError("unreadable", snapshotUnreadable({ id, reason }));
  frame.generator = stored.generator;
  return (state.frame = frame);
}
