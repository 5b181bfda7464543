import type { Frame } from "../machine/abi.js";
import { PerdureError } from "../errors/perdure-error.js";
import { liveValueUnstorable } from "../generated/messages.js";
import { describeOperation, type Operation } from "../operations/operation.js";
import { encode, UnstorableError } from "../snapshot/index.js";
import { ExecutionContext } from "./context.js";
import type { LiveExecution } from "./live-execution.js";
import { checkpointOf, placeOf } from "../frames/place.js";
import { storedFrame, type StoredFrame } from "../frames/stored-frame.js";

/** The snapshot's form; readers for it stay when a later one comes. */
export const SNAPSHOT_VERSION = 1;

export interface StoredExecution {
  readonly v: typeof SNAPSHOT_VERSION;
  readonly tasks: readonly StoredTask[];
}

export interface StoredTask {
  readonly waitsFor: Operation;
  /** Innermost first. */
  readonly frames: readonly StoredFrame[];
}

/** The tag by which the execution's context is stored. */
export const CONTEXT_TAG = "ctx";

/** The text of an execution whose task waits. Throws a `PerdureError` that names the variable that cannot be stored. */
export function encodeExecution(live: LiveExecution): string {
  const { waitsFor } = live.task;
  if (!waitsFor) throw new RangeError(`the execution ${live.executionId} waits for nothing`);
  const frames = framesOf(live);
  const root: StoredExecution = {
    v: SNAPSHOT_VERSION,
    tasks: [{ waitsFor, frames: frames.map(storedFrame) }],
  };
  try {
    return encode(root, { toTag: (value) => (value instanceof ExecutionContext ? CONTEXT_TAG : undefined) });
  } catch (error) {
    throw error instanceof UnstorableError ? explain(error, frames, waitsFor) : error;
  }
}

export function framesOf(live: LiveExecution): Frame[] {
  const frames: Frame[] = [];
  for (let frame = live.task.frame; frame; frame = frame.up) frames.push(frame);
  return frames;
}

/** Puts the codec's path into the user's words: the variable, its function and the await that it crosses. */
function explain(error: UnstorableError, frames: readonly Frame[], operation: Operation): PerdureError {
  const [, , part, ...rest] = error.path;
  if (part !== "frames") return refused(error, variablePath(rest), frames[0], describeOperation(operation));
  const [index, field, ...variable] = rest;
  const frame = frames[Number(index)]!;
  const path = variablePath(field === "live" ? variable : [field!, ...variable]);
  return refused(error, path, frame, frame.machine.name);
}

function refused(
  error: UnstorableError,
  path: string,
  frame: Frame | undefined,
  where: string,
): PerdureError {
  const source = (frame && checkpointOf(frame)?.source) ?? "";
  const place = frame ? placeOf(frame) : "its end";
  return new PerdureError(liveValueUnstorable({ path, function: where, kind: error.kind, place, source }), {
    cause: error,
  });
}

/** `order.items[3].socket`; the compiler's scope objects are not part of the user's path. */
function variablePath(path: readonly (string | number)[]): string {
  const visible = path.filter((part, index) => index > 0 || !String(part).startsWith("$scope_"));
  return visible.map((part, i) => (typeof part === "number" ? `[${part}]` : i ? `.${part}` : part)).join("");
}
