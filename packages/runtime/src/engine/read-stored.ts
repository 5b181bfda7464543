import { needsCode, RestoreError } from "../execution/restore-execution.js";
import { snapshotUnreadable } from "../generated/messages.js";
import { MissingCodeError } from "../snapshot/index.js";
import { messageOf } from "./history-entry.js";

/** Reads a stored text of an execution. Throws a `RestoreError` that says which, where this process cannot. */
export function readStored<T>(id: string, what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw restoreErrorOf(id, what, error);
  }
}

/** Why an execution cannot be brought into memory. */
export function restoreErrorOf(id: string, what: string, error: unknown): RestoreError {
  if (error instanceof RestoreError) return error;
  if (error instanceof MissingCodeError) return needsCode(id, error);
  const reason = `${what}: ${messageOf(error).split("\n")[0]}`;
  return new RestoreError("unreadable", snapshotUnreadable({ id, reason }), { cause: error });
}
