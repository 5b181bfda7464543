import type { Database } from "better-sqlite3";
import { storeClosed } from "../../generated/messages.js";
import { StoreError } from "../store-error.js";
import { untilFree } from "./until-free.js";

/** One connection to the file, as the operations see it. */
export interface Connection {
  /** For preparing statements. They are to be run inside `read` and `write`. */
  readonly db: Database;
  /** An absolute path, or `:memory:`. */
  readonly file: string;
  /** Runs `body` in no transaction. It may run more than once. Rejects with a StoreError. */
  read<T>(body: () => T): Promise<T>;
  /**
   * Runs `body` in a transaction that holds the write lock from its start. Writes of one connection run in the order
   * in which they were asked for. Rejects with a StoreError, or with what `body` threw; nothing is written then.
   */
  write<T>(body: () => T): Promise<T>;
  /** After the writes that were asked for. */
  close(): Promise<void>;
}

export function connect(db: Database, file: string): Connection {
  const begin = db.prepare("begin immediate");
  const commit = db.prepare("commit");
  const rollback = db.prepare("rollback");
  let closed = false;
  let last: Promise<unknown> = Promise.resolve();

  function transact<T>(body: () => T): T {
    begin.run();
    try {
      const result = body();
      commit.run();
      return result;
    } catch (error) {
      if (db.inTransaction) rollback.run();
      throw error;
    }
  }

  function assertOpen(): void {
    if (closed) throw new StoreError(storeClosed({ file }));
  }

  return {
    db,
    file,
    async read(body) {
      assertOpen();
      return untilFree(file, body);
    },
    async write(body) {
      assertOpen();
      const turn = last.then(() => untilFree(file, () => transact(body)));
      last = turn.catch(() => undefined);
      return turn;
    },
    async close() {
      closed = true;
      await last;
      db.close();
    },
  };
}
