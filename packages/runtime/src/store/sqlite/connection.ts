import type { Database } from "./drivers/driver.js";
import { storeClosed } from "../../generated/messages.js";
import { pragma } from "./pragma.js";
import { StoreError } from "../store-error.js";
import { Contention } from "./contention.js";
import { isBusy, sqliteFailure } from "./sqlite-failure.js";
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
   * in which they were asked for; one that nothing is in the way of runs at once. Rejects with a StoreError, or with
   * what `body` threw; nothing is written then.
   * `mend`: whether an error has been seen to, so that `body` is to be run again in a new transaction. `weakly`: a
   * loss of power may undo it, until the next write that is not.
   */
  write<T>(body: () => T, mend?: (error: unknown) => boolean, weakly?: boolean): Promise<T>;
  /** The same, never at once: who asks in the same turn of the event loop may still add to what `body` does. */
  writeSoon<T>(body: () => T): Promise<T>;
  /** After the writes that were asked for. */
  close(): Promise<void>;
}

/** `pragma synchronous`: each commit is flushed to the disk. */
const FULL = 2;

export function connect(db: Database, file: string): Connection {
  const begin = db.prepare("begin immediate");
  const commit = db.prepare("commit");
  const rollback = db.prepare("rollback");
  const contention = new Contention();
  let closed = false;
  let last: Promise<unknown> = Promise.resolve();
  /** Writes that wait for their turn, or are under way. */
  let waitingWrites = 0;

  function transact<T>(body: () => T, mend?: (error: unknown) => boolean): T {
    for (;;) {
      begin.run();
      try {
        const result = body();
        commit.run();
        return result;
      } catch (error) {
        if (db.inTransaction) rollback.run();
        if (!mend?.(error)) throw error;
      }
    }
  }

  const isFull = pragma(db, "synchronous") === FULL;

  function transactWeakly<T>(body: () => T, mend?: (error: unknown) => boolean): T {
    db.exec("pragma synchronous = normal");
    try {
      return transact(body, mend);
    } finally {
      db.exec("pragma synchronous = full");
    }
  }

  const waiting = { onBusy: () => contention.met() };

  function assertOpen(): void {
    if (closed) throw new StoreError(storeClosed({ file }));
  }

  function queue<T>(act: () => T): Promise<T> {
    waitingWrites += 1;
    const turn = last.then(() => contention.gap()).then(() => untilFree(file, act, waiting));
    last = turn
      .catch(() => undefined)
      .then(() => {
        waitingWrites -= 1;
        contention.freed();
      });
    return turn;
  }

  return {
    db,
    file,
    async read(body) {
      assertOpen();
      return untilFree(file, body);
    },
    async write(body, mend, weakly = false) {
      assertOpen();
      const run = weakly && isFull ? transactWeakly : transact;
      if (waitingWrites === 0 && !contention.gap()) {
        try {
          const result = run(body, mend);
          contention.freed();
          return result;
        } catch (error) {
          if (!isBusy(error)) throw sqliteFailure(error, file);
          contention.met();
        }
      }
      return queue(() => run(body, mend));
    },
    async writeSoon(body) {
      assertOpen();
      return queue(() => transact(body));
    },
    async close() {
      closed = true;
      await last;
      db.close();
    },
  };
}
