import type { Commit, CommitResult, EngineId, Store } from "../store.js";
import { applyOutcome } from "./apply-outcome.js";
import { applyPark } from "./apply-park.js";
import { applyTurn } from "./apply-turn.js";
import type { Connection } from "./connection.js";
import type { OwnEngines } from "./own-engines.js";
import { savepoint } from "./savepoint.js";

/** Where a crash test may strike: the rows are written, the transaction is not committed. */
export type Fault = (point: "in-commit") => void;

export function commit(connection: Connection, engines: OwnEngines, fault?: Fault): Store["commit"] {
  const { db, write } = connection;
  const turn = applyTurn(db);
  const outcome = applyOutcome(db);
  const park = applyPark(db);
  const attempt = savepoint(connection);

  function apply(engine: EngineId, item: Commit): boolean {
    switch (item.kind) {
      case "turn":
        return turn(engine, item);
      case "outcome":
        return outcome(engine, item);
      case "park":
        return park(engine, item);
    }
  }

  return (engine, commits) =>
    write(() => {
      const known = engines.has(engine);
      const results = commits.map((item): CommitResult => {
        const result = attempt(() => known && apply(engine, item));
        return "error" in result ? result : { status: result.value ? "committed" : "fenced" };
      });
      fault?.("in-commit");
      return results;
    });
}
