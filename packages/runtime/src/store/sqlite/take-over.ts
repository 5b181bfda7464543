import { executionPoisoned } from "../../generated/messages.js";
import type { EngineId } from "../store.js";
import type { Database } from "./drivers/driver.js";

export interface TakeOver {
  readonly engine: EngineId;
  readonly owner: EngineId;
  /** Whether the owner's process ended without giving its executions back. */
  readonly died: boolean;
  /** JSON array. */
  readonly functions: string;
  /** Of those parked for other code only the ones that exactly these codes have tried; a JSON array. */
  readonly tried?: string;
  readonly limit: number;
  readonly nowMs: number;
}

/** Strikes that only say that the process died with the execution; more are set by hand, and mean its code. */
const MOST_STRIKES = 2;

/** Takes over executions of one owner; says how many. */
export function takeOver(db: Database): (take: TakeOver) => number {
  const poisoned = `(@died and strikes > ${MOST_STRIKES} and status <> 'parked')`;
  const again = "(status = 'parked' and reason in ('needs_code', 'needs_migration'))";
  const inFlight = "status in ('pending', 'running')";
  const beginsLater = "(status = 'pending' and coalesce(due_at_ms, 0) > @nowMs)";
  const hasMessages = `(status <> 'parked' and exists
    (select 1 from inbox where inbox.execution = execution.seq and inbox.consumed = 0
     and (kind <> 'call' or not exists
       (select 1 from call where call.object = execution.id and since is not null and call.outcome is null))))`;
  const update = (which: string) => `update execution set
       owner = @engine,
       epoch = epoch + 1,
       strikes = case
         when ${poisoned} then strikes
         when @died and not ${beginsLater} and (${inFlight} or due_at_ms <= @nowMs) then min(strikes + 1, ${MOST_STRIKES})
         else min(strikes, ${MOST_STRIKES})
       end,
       due_at_ms = case
         when ${poisoned} then null
         when ${beginsLater} then due_at_ms
         when ${inFlight} or ${again} or ${hasMessages} then min(coalesce(due_at_ms, @nowMs), @nowMs)
         else due_at_ms
       end,
       status = case when ${poisoned} then 'parked' when ${again} then 'running' else status end,
       reason = case when ${poisoned} then 'poisoned' when ${again} then null else reason end,
       detail = case when ${poisoned} then @detail when ${again} then null else detail end
     where seq in (
       select seq from execution
       where owner = @owner${which} and function in (select value from json_each(@functions)) limit @limit
     )`;
  const any = db.prepare(update(""));
  const triedBy = db.prepare(update(" and tried = @tried"));
  const detail = executionPoisoned().message;
  return ({ died, ...take }) =>
    (take.tried === undefined ? any : triedBy).run({ ...take, died: Number(died), detail }).changes;
}
