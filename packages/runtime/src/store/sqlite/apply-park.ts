import { OTHER_CODE, type EngineId, type ParkCommit } from "../store.js";
import type { Database } from "./drivers/driver.js";
import { appendHistory } from "./turn/append-history.js";

/** Of more than so many codes that an execution needs another one than, the oldest are forgotten, and may try again. */
const MOST_CODES = 100;

/** Parks an execution as it was last committed. False where it is another engine's. */
export function applyPark(db: Database): (engine: EngineId, commit: ParkCommit) => boolean {
  const park = (more: string) =>
    `update execution set status = 'parked', reason = ?, detail = ?, due_at_ms = null, updated_at_ms = ?${more}
     where seq = ? and epoch = ? and owner = ?`;
  const keep = db.prepare<[string, string, number, number, number, number]>(park(""));
  const give = db.prepare<[string, string, number, string, number, number, number]>(
    park(`, owner = ${OTHER_CODE}, tried = ?`),
  );
  const before = db.prepare<[number], { tried: string | null }>("select tried from execution where seq = ?");
  const append = appendHistory(db);

  /** The codes that have tried it, `code` the last. */
  function triedWith(seq: number, code: string): string {
    const known = JSON.parse(before.get(seq)?.tried ?? "[]") as string[];
    return JSON.stringify([...known.filter((other) => other !== code), code].slice(-MOST_CODES));
  }

  return (engine, { seq, epoch, reason, detail, updatedAtMs, code, history }) => {
    const { changes } =
      code === undefined
        ? keep.run(reason, detail, updatedAtMs, seq, epoch, engine)
        : give.run(reason, detail, updatedAtMs, triedWith(seq, code), seq, epoch, engine);
    const isParked = changes === 1;
    if (isParked && history !== undefined) append(seq, history);
    return isParked;
  };
}
