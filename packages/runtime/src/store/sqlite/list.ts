import type { ExecutionFilter, ExecutionStatus, Store } from "../store.js";
import type { Connection } from "./connection.js";
import { EXECUTION_COLUMNS, toExecution, type ExecutionRow } from "./execution-row.js";

const ENDED: readonly ExecutionStatus[] = ["completed", "failed", "cancelled"];

interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

export function list({ db, read }: Connection): Store["list"] {
  return (filter) =>
    read(() => {
      const { sql, values } = query(filter);
      return db
        .prepare<(string | number)[], ExecutionRow>(sql)
        .all(...values)
        .map(toExecution);
    });
}

function query(filter: ExecutionFilter): Condition {
  const { status, reason, functionId, tags = [], parent, createdFromMs, createdBeforeMs, beforeSeq } = filter;
  const conditions: Condition[] = [];
  const add = (sql: string, ...values: (string | number)[]) => conditions.push({ sql, values });
  // What a partial index rests on must stand in the text, so that SQLite can use it.
  if (status?.every((one) => ENDED.includes(one))) add("e.owner is null");
  if (status?.every((one) => !ENDED.includes(one))) add("e.owner is not null");
  if (reason || (status?.length === 1 && status[0] === "parked")) add("e.status = 'parked'");
  if (status) add(`e.status in (${places(status)})`, ...status);
  if (reason) add(`e.reason in (${places(reason)})`, ...reason);
  if (functionId) add(`e.function in (${places(functionId)})`, ...functionId);
  if (parent !== undefined) add("e.parent = ?", parent);
  if (createdFromMs !== undefined) add("e.created_at_ms >= ?", createdFromMs);
  if (createdBeforeMs !== undefined) add("e.created_at_ms < ?", createdBeforeMs);
  // The first tag leads: its rows come in the order that is asked for.
  const [first, ...others] = tags;
  const from =
    first === undefined ? "execution as e" : "tag cross join execution as e on e.seq = tag.execution";
  const seq = first === undefined ? "e.seq" : "tag.execution";
  if (first !== undefined) add("tag.tag = ?", first);
  for (const tag of others) add("exists (select 1 from tag where tag = ? and execution = e.seq)", tag);
  if (beforeSeq !== undefined) add(`${seq} < ?`, beforeSeq);
  const where = conditions.map(({ sql }) => sql).join(" and ") || "true";
  return {
    sql: `select ${EXECUTION_COLUMNS} from ${from} where ${where} order by ${seq} desc limit ?`,
    values: [...conditions.flatMap(({ values }) => values), filter.limit],
  };
}

const places = (list: readonly unknown[]): string => list.map(() => "?").join(", ");
