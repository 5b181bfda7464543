import type { Seq } from "../../store.js";
import type { Database } from "../drivers/driver.js";
import type { HandOn } from "./hand-on.js";

/** `conflict`: it was to have timed out, but an event came before. */
export type Withdrawal = "withdrawn" | "handed on" | "conflict";

export function withdrawWait(
  db: Database,
  { find, handOn }: HandOn,
): (execution: Seq, wait: { operation: number; timedOut: boolean }, nowMs: number) => Withdrawal {
  const remove = db.prepare<[Seq, number]>("delete from wait where execution = ? and operation = ?");
  return (execution, { operation, timedOut }, nowMs) => {
    if (remove.run(execution, operation).changes === 1) return "withdrawn";
    const delivered = find(execution, operation);
    if (!delivered) return "withdrawn";
    if (timedOut) return "conflict";
    return handOn(delivered, nowMs) ? "handed on" : "withdrawn";
  };
}
