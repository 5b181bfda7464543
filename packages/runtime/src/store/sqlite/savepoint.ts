import type { Connection } from "./connection.js";
import { endsTransaction, sqliteFailure } from "./sqlite-failure.js";

export type Attempt<T> = { readonly value: T } | { readonly error: unknown };

/**
 * Runs one item of a transaction in a savepoint. Its error undoes it alone and is returned; an error of the whole
 * transaction (disk full, damaged file) is thrown.
 */
export function savepoint({ db, file }: Connection): <T>(body: () => T) => Attempt<T> {
  const begin = db.prepare("savepoint item");
  const keep = db.prepare("release item");
  const undo = db.prepare("rollback to item");
  return (body) => {
    begin.run();
    try {
      const value = body();
      keep.run();
      return { value };
    } catch (error) {
      if (!db.inTransaction || endsTransaction(error)) throw error;
      undo.run();
      keep.run();
      return { error: sqliteFailure(error, file) };
    }
  };
}
