import type { KeptOutcome, Loaded, Message, Page, Seq, Store } from "../store.js";
import type { Connection } from "./connection.js";
import { EXECUTION_COLUMNS, toExecution, type ExecutionRow } from "./execution-row.js";

/** In one transaction: who reads an object need not own it, and its owner may commit meanwhile. */
export function load({ db, read }: Connection): Store["load"] {
  const execution = db.prepare<[string], ExecutionRow>(
    `select ${EXECUTION_COLUMNS} from execution as e where id = ?`,
  );
  const state = db.prepare<[Seq], { key: string; value: string }>(
    "select key, value from state where execution = ? order by seq",
  );
  const inbox = db.prepare<[Seq], Message>(
    "select seq, kind, operation, payload from inbox where execution = ? and consumed = 0 order by seq",
  );
  const kept = db.prepare<[Seq], KeptOutcome>(
    "select key, outcome from kept where execution = ? order by seq",
  );
  const pages = db.prepare<[Seq], Page>("select page, text from page where execution = ? order by page");
  const begin = db.prepare("begin");
  const end = db.prepare("rollback");

  function loaded(id: string): Loaded | null {
    const row = execution.get(id);
    if (!row) return null;
    const { seq } = row;
    return {
      execution: toExecution(row),
      pages: pages.all(seq),
      state: state.all(seq),
      inbox: inbox.all(seq),
      kept: kept.all(seq),
    };
  }

  return (id) =>
    read(() => {
      begin.run();
      try {
        return loaded(id);
      } finally {
        end.run();
      }
    });
}
