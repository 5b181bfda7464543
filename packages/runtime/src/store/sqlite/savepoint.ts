import type { Connection } from "./connection.js";
import { endsTransaction, sqliteFailure } from "./sqlite-failure.js";

export type Attempt<T> = { readonly value: T } | { readonly error: unknown };

export interface Savepoint {
  /**
   * Runs one item of a transaction in a savepoint. Its error undoes it alone and is returned; an error of the whole
   * transaction (disk full, damaged file) is thrown. `undoes`: results for which it is undone too.
   */
  <T>(body: () => T, undoes?: (value: T) => boolean): Attempt<T>;
}

export function savepoint({ db, file }: Connection): Savepoint {
  const begin = db.prepare("savepoint item");
  const keep = db.prepare("release item");
  const undo = db.prepare("rollback to item");
  return (body, undoes) => {
    begin.run();
    try {
      const value = body();
      if (undoes?.(value)) undo.run();
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
