import {
  storeBusy,
  storeCannotOpen,
  storeDamaged,
  storeFailed,
  storeFull,
  storeInputOutput,
  storeNotDatabase,
  storeReadOnly,
  type Message,
} from "../../generated/messages.js";
import { StoreError } from "../store-error.js";

/** By the primary result code, which begins every extended one. */
const MESSAGES: Readonly<Record<string, (file: string, reason: string) => Message>> = {
  SQLITE_NOTADB: (file) => storeNotDatabase({ file }),
  SQLITE_CORRUPT: (file, reason) => storeDamaged({ file, reason }),
  SQLITE_READONLY: (file) => storeReadOnly({ file }),
  SQLITE_CANTOPEN: (file, reason) => storeCannotOpen({ file, reason }),
  SQLITE_PERM: (file, reason) => storeCannotOpen({ file, reason }),
  SQLITE_FULL: (file) => storeFull({ file }),
  SQLITE_IOERR: (file, reason) => storeInputOutput({ file, reason }),
};

/** The driver's error as a StoreError; any other error as it is. */
export function sqliteFailure(error: unknown, file: string): unknown {
  const code = primaryCode(error);
  if (code === undefined) return error;
  const reason = (error as Error).message;
  const message = MESSAGES[code]?.(file, reason) ?? storeFailed({ file, reason });
  return new StoreError(message, { cause: error });
}

/** Another connection holds the lock: the same statement may succeed in a moment. */
export const isBusy = (error: unknown): boolean => primaryCode(error) === "SQLITE_BUSY";

/** Another connection held the lock for longer than a transaction should last. */
export function stillBusy(error: unknown, file: string, waitedMs: number): StoreError {
  return new StoreError(storeBusy({ file, seconds: (waitedMs / 1000).toFixed(0) }), { cause: error });
}

/** Whether an error concerns the whole transaction (disk, memory, the file) and not one statement's values. */
export function endsTransaction(error: unknown): boolean {
  const code = primaryCode(error);
  return (
    code !== undefined &&
    code !== "SQLITE_CONSTRAINT" &&
    code !== "SQLITE_TOOBIG" &&
    code !== "SQLITE_MISMATCH"
  );
}

/** `SQLITE_IOERR` of `SQLITE_IOERR_FSYNC`; undefined where the error is not SQLite's. */
function primaryCode(error: unknown): string | undefined {
  const code = error instanceof Error && (error as { code?: unknown }).code;
  return typeof code === "string" ? /^SQLITE_[A-Z]+/.exec(code)?.[0] : undefined;
}
