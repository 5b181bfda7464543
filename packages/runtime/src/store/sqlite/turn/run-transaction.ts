import type { Seq, TurnCommit } from "../../store.js";
import type { Connection } from "../connection.js";
import { endsUsersTransaction } from "../sqlite-failure.js";
import { TransactionEnded } from "./transaction-ended.js";

type Transaction = NonNullable<TurnCommit["transaction"]>;

/** Runs the user's statements in a savepoint of their own, and records their outcome as a message. */
export function runTransaction({
  db,
}: Connection): (execution: Seq, transaction: Transaction) => { message: number; outcome: string } {
  const begin = db.prepare("savepoint user");
  const keep = db.prepare("release user");
  const undo = db.prepare("rollback to user");
  const pin = db.prepare("insert into pin (target) values (-1)");
  const unpin = db.prepare("delete from pin");
  const insert = db.prepare<[Seq, number, string]>(
    "insert into inbox (execution, kind, operation, payload) values (?, 'outcome', ?, ?)",
  );

  /** The pin is gone where the user's statements have rolled the store's transaction back. */
  function assertNotEnded(): void {
    if (unpin.run().changes === 0) throw new TransactionEnded();
  }

  function outcomeOf({ run, failed }: Transaction): string {
    begin.run();
    pin.run();
    let outcome: string;
    try {
      outcome = run(db.native);
    } catch (error) {
      if (endsUsersTransaction(error)) throw error;
      assertNotEnded();
      undo.run();
      keep.run();
      return failed(error);
    }
    assertNotEnded();
    keep.run();
    return outcome;
  }

  return (execution, transaction) => {
    const outcome = outcomeOf(transaction);
    const { lastInsertRowid: message } = insert.run(execution, transaction.operation, outcome);
    return { message, outcome };
  };
}
