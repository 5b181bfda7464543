import type { Seq } from "../../store.js";
import type { Database } from "../drivers/driver.js";
import { removeExecution } from "../remove-execution.js";
import { answer } from "./answer.js";

/** How long the answers to calls of a removed object are kept for callers outside. */
const KEPT_MS = 600_000;

export interface Forgotten {
  readonly seq: Seq;
  readonly id: string;
  readonly outcome: string;
  readonly nowMs: number;
}

/** Removes an object that has ended; all that wait for it get the outcome. Says whether one of them is an execution. */
export function forgetObject(db: Database): (object: Forgotten) => boolean {
  const answers = answer(db);
  const remove = removeExecution(db);
  return ({ seq, id, outcome, nowMs }) => {
    const delivered = answers.all(id, { outcome, expiresAtMs: nowMs + KEPT_MS });
    remove(seq);
    return delivered;
  };
}
