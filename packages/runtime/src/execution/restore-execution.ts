import type { Frame, Machine } from "../machine/abi.js";
import { findVersion, registry } from "../machine/registry.js";
import { PerdureError } from "../errors/perdure-error.js";
import { codeEdited, codeMissing, snapshotUnreadable } from "../generated/messages.js";
import { decode, MissingCodeError, SnapshotError } from "../snapshot/index.js";
import type { ParkReason } from "../store/store.js";
import {
  CONTEXT_TAG,
  SNAPSHOT_VERSION,
  type StoredExecution,
  type StoredFrame,
  type StoredTask,
} from "./encode-execution.js";
import { frameOf } from "./frame.js";
import type { LiveExecution } from "./live-execution.js";

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

function restoreFrame(id: string, stored: StoredFrame, up: Frame | null): Frame {
  const machine = findVersion(registry.machines, stored.machine, stored.hash);
  if (!machine) throw new RestoreError("needs_code", codeMissing({ id, machine: stored.machine }));
  const found = Object.entries(machine.checkpoints).find(([, checkpoint]) => checkpoint.key === stored.at);
  const change = machine.hash === stored.hash ? undefined : changeOf(machine, stored, found?.[1].live);
  if (!found || change) {
    const edited = {
      machine: stored.machine,
      id,
      place: String(stored.place),
      change: change ?? "its await is gone",
    };
    throw new RestoreError("needs_migration", codeEdited(edited));
  }
  return frameOf(machine, stored.self, { ...stored.live }, up, Number(found[0]));
}

/** What keeps an edited machine from going on with this frame, or undefined where nothing does. */
function changeOf(
  machine: Machine,
  stored: StoredFrame,
  live: readonly string[] | undefined,
): string | undefined {
  if (!live) return `the await "${stored.at}" is gone from version ${machine.hash}`;
  const before = Object.keys(stored.live);
  const missing = live.filter((name) => !before.includes(name));
  const extra = before.filter((name) => !live.includes(name));
  const changes = [
    missing.length ? `it now needs ${missing.join(", ")}, which the snapshot does not hold` : "",
    extra.length ? `the snapshot holds ${extra.join(", ")}, which it no longer uses there` : "",
  ];
  return changes.filter(Boolean).join("; ") || undefined;
}
