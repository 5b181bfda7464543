import type { Commit, CommitResult, EngineId, Store } from "../store.js";
import { applyMark } from "./apply-mark.js";
import { applyOutcome } from "./apply-outcome.js";
import { applyPark } from "./apply-park.js";
import type { Connection } from "./connection.js";
import type { OwnEngines } from "./own-engines.js";
import { savepoint } from "./savepoint.js";
import { endsTransaction, isConstraint, sqliteFailure } from "./sqlite-failure.js";
import { applyTurn } from "./turn/apply-turn.js";
import { TransactionEnded } from "./turn/transaction-ended.js";

/** Where a crash test may strike: the rows are written, the transaction is not committed. */
export type Fault = (point: "in-commit") => void;

const COMMITTED: CommitResult = { status: "committed" };
const FENCED: CommitResult = { status: "fenced" };

export function commit(connection: Connection, engines: OwnEngines, fault?: Fault): Store["commit"] {
  const { db, file, write } = connection;
  const turn = applyTurn(connection);
  const outcome = applyOutcome(db);
  const park = applyPark(db);
  const mark = applyMark(db);
  const inSavepoint = savepoint(connection);
  const isConflict = (result: CommitResult) => "status" in result && result.status === "conflict";

  function apply(engine: EngineId, item: Commit): CommitResult {
    switch (item.kind) {
      case "turn":
        return turn.apply(engine, item);
      case "outcome": {
        const message = outcome(engine, item);
        return message === null ? FENCED : { status: "committed", message };
      }
      case "park":
        return park(engine, item) ? COMMITTED : FENCED;
      case "mark":
        return mark(engine, item) ? COMMITTED : FENCED;
    }
  }

  function attempt(engine: EngineId, item: Commit): CommitResult {
    const isSingle = item.kind === "turn" ? turn.isSingle(item) : !("history" in item);
    if (!isSingle) {
      const result = inSavepoint(() => apply(engine, item), isConflict);
      return "error" in result ? result : result.value;
    }
    try {
      return apply(engine, item);
    } catch (error) {
      if (endsTransaction(error)) throw error;
      return { error: sqliteFailure(error, file) };
    }
  }

  return (engine, commits) => {
    let items = commits;
    let blamed: Set<number> | undefined;
    let current = 0;

    const isFree = (item: Commit, index: number) =>
      item.kind === "turn" && item.transaction !== undefined && !blamed?.has(index);

    /** Which user's transaction is to blame for an error of the whole: it fails, and the rest is tried again. */
    function mend(error: unknown): boolean {
      const ended = error instanceof TransactionEnded;
      // What an item's statements violate is that item's error, so this one is a deferred constraint of the user's.
      if (!ended && !isConstraint(error)) return false;
      const index = ended ? current : items.findLastIndex(isFree);
      const item = items[index];
      if (item?.kind !== "turn" || !item.transaction || blamed?.has(index)) return false;
      const run = () => raise(ended ? error.failure : error);
      items = items.with(index, { ...item, transaction: { ...item.transaction, run } });
      (blamed ??= new Set()).add(index);
      return true;
    }

    return write(
      () => {
        const known = engines.has(engine);
        const results = items.map((item, index) => {
          current = index;
          return known ? attempt(engine, item) : FENCED;
        });
        fault?.("in-commit");
        return results;
      },
      mend,
      commits.every((item) => "durability" in item),
    );
  };
}

function raise(error: unknown): never {
  throw error;
}
