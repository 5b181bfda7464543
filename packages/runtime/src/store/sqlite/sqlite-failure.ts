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
import { TransactionEnded } from "./turn/transaction-ended.js";

/** SQLite's primary result codes. */
const CODES = {
  ERROR: 1,
  PERM: 3,
  BUSY: 5,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  TOOBIG: 18,
  CONSTRAINT: 19,
  MISMATCH: 20,
  NOTADB: 26,
} as const;

const MESSAGES: Readonly<Record<number, (file: string, reason: string) => Message>> = {
  [CODES.NOTADB]: (file) => storeNotDatabase({ file }),
  [CODES.CORRUPT]: (file, reason) => storeDamaged({ file, reason }),
  [CODES.READONLY]: (file) => storeReadOnly({ file }),
  [CODES.CANTOPEN]: (file, reason) => storeCannotOpen({ file, reason }),
  [CODES.PERM]: (file, reason) => storeCannotOpen({ file, reason }),
  [CODES.FULL]: (file) => storeFull({ file }),
  [CODES.IOERR]: (file, reason) => storeInputOutput({ file, reason }),
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
export const isBusy = (error: unknown): boolean => primaryCode(error) === CODES.BUSY;

/** Another connection held the lock for longer than a transaction should last. */
export function stillBusy(error: unknown, file: string, waitedMs: number): StoreError {
  return new StoreError(storeBusy({ file, seconds: (waitedMs / 1000).toFixed(0) }), { cause: error });
}

export const isConstraint = (error: unknown): boolean => primaryCode(error) === CODES.CONSTRAINT;

/** Whether an error concerns the whole transaction (disk, memory, the file) and not one statement's values. */
export function endsTransaction(error: unknown): boolean {
  if (error instanceof TransactionEnded) return true;
  const code = primaryCode(error);
  return code !== undefined && code !== CODES.CONSTRAINT && code !== CODES.TOOBIG && code !== CODES.MISMATCH;
}

/** The same for statements that a user wrote: they may be wrong in themselves. */
export const endsUsersTransaction = (error: unknown): boolean =>
  endsTransaction(error) && primaryCode(error) !== CODES.ERROR;

/**
 * The primary result code; undefined where the error is not SQLite's. Node's driver gives the extended number as
 * `errcode`, better-sqlite3 its name as `code`: `SQLITE_IOERR_FSYNC`.
 */
function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  if (typeof errcode === "number") return errcode & 0xff;
  const name = typeof code === "string" ? /^SQLITE_([A-Z]+)/.exec(code)?.[1] : undefined;
  if (name === undefined) return undefined;
  return (CODES as Readonly<Record<string, number>>)[name] ?? CODES.ERROR;
}
