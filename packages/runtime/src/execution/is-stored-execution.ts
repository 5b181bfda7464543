import type { StoredFrame } from "../frames/stored-frame.js";
import { stateOf } from "../promises/durable-promise.js";
import { MAIN_TASK } from "./live-execution.js";
import type { Pending, StoredExecution, StoredOperation, StoredTask } from "./stored-execution.js";

/** Whether what a text stood for has the shape of a snapshot. */
export function isStoredExecution(value: unknown): value is StoredExecution {
  const stored = value as Partial<StoredExecution> | null;
  return (
    isListOf(stored?.tasks, isTask) &&
    isListOf(stored?.pending, isPending) &&
    (stored?.main === undefined ? stored!.tasks!.some(isMain) : isPromise(stored.main)) &&
    typeof stored?.lastTask === "number"
  );
}

/** Ends at the first hole: a damaged text may hold a list of four thousand million. */
function isListOf<T>(value: unknown, is: (item: T) => boolean): boolean {
  if (!Array.isArray(value)) return false;
  for (const item of value) if (typeof item !== "object" || item === null || !is(item as T)) return false;
  return true;
}

const isMain = ({ id }: StoredTask): boolean => id === MAIN_TASK;

const isPromise = (value: unknown): boolean => stateOf(value) !== undefined;

const isTask = ({ id, waitsFor, result, generator, frames }: Partial<StoredTask>): boolean =>
  typeof id === "number" &&
  (waitsFor === undefined || typeof waitsFor === "number" || isPromise(waitsFor)) &&
  (isPromise(result) || typeof generator === "object" || (result === undefined && id === MAIN_TASK)) &&
  isListOf(frames, isFrame) &&
  (frames!.length > 0 || waitsFor !== undefined);

const isFrame = ({ machine, hash, at, live }: Partial<StoredFrame>): boolean =>
  typeof machine === "string" &&
  typeof hash === "string" &&
  typeof at === "string" &&
  typeof live === "object" &&
  live !== null;

const isPending = (pending: Partial<Pending>): boolean =>
  pending.kind === "foreign" ? isPromise(pending.promise) : isOperation(pending as Partial<StoredOperation>);

const isOperation = ({ n, kind, promise }: Partial<StoredOperation>): boolean =>
  typeof n === "number" && typeof kind === "string" && (promise === undefined || isPromise(promise));
