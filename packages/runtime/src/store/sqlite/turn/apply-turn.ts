import type { CommitResult, EngineId, TurnCommit } from "../../store.js";
import type { Connection } from "../connection.js";
import { forgetObject } from "../calls/forget-object.js";
import { endExecution } from "../end-execution.js";
import { applyMail } from "./apply-mail.js";
import { appendHistory } from "./append-history.js";
import { consume } from "./consume.js";
import { insertExecution } from "../insert-execution.js";
import { NOBODY } from "../owner.js";
import { keepOutcome } from "./keep-outcome.js";
import { runTransaction } from "./run-transaction.js";
import { hasEnded, updateRow } from "./update-row.js";
import { writePages } from "./write-pages.js";
import { writeProgress } from "./write-progress.js";
import { writeState } from "./write-state.js";

const COMMITTED: CommitResult = { status: "committed" };
const FENCED: CommitResult = { status: "fenced" };
const CONFLICT: CommitResult = { status: "conflict" };

export interface TurnWriter {
  /** Whether it is one statement, which undoes itself where it fails. */
  isSingle(turn: TurnCommit): boolean;
  /** Where the result is not `committed`, what was written is to be undone. */
  apply(engine: EngineId, turn: TurnCommit): CommitResult;
}

/** Writes what one turn changes. */
export function applyTurn(connection: Connection): TurnWriter {
  const { db } = connection;
  const update = updateRow(db);
  const progress = writeProgress(db);
  const pages = writePages(db);
  const state = writeState(db);
  const consumed = consume(db);
  const keep = keepOutcome(db);
  const insert = insertExecution(db);
  const mail = applyMail(db);
  const history = appendHistory(db);
  const transaction = runTransaction(connection);
  const end = endExecution(db);
  const forget = forgetObject(db);

  return {
    isSingle: (turn) =>
      !hasEnded(turn) &&
      !turn.pages &&
      turn.progress === undefined &&
      !turn.state?.length &&
      !turn.consumed?.length &&
      !turn.kept?.length &&
      !turn.children?.length &&
      !turn.messages?.length &&
      !turn.events?.length &&
      !turn.calls?.length &&
      !turn.taken?.length &&
      !turn.answers?.length &&
      !turn.givenUp?.length &&
      !turn.waits?.length &&
      !turn.withdrawn?.length &&
      !turn.returnsEvents &&
      turn.history === undefined &&
      !turn.transaction,

    apply(engine, turn) {
      const { seq, id } = turn;
      if (!update(engine, turn)) return FENCED;
      if (this.isSingle(turn)) return COMMITTED;
      if (turn.pages && !hasEnded(turn)) pages(seq, turn.pages);
      if (turn.progress !== undefined) progress(seq, turn.progress);
      for (const write of turn.state ?? []) state(seq, write);
      for (const message of turn.consumed ?? []) consumed(seq, message, turn.forgetsEvents);
      for (const outcome of turn.kept ?? []) keep(seq, outcome);
      for (const child of turn.children ?? []) insert(child, child.elsewhere ? NOBODY : engine);
      let delivered = mail(turn);
      if (delivered === "conflict") return CONFLICT;
      if (turn.history !== undefined) history(seq, turn.history, turn.historyEntries);
      const ran = turn.transaction && transaction(seq, turn.transaction);
      if (hasEnded(turn) && end(seq, id, turn.updatedAtMs)) delivered = true;
      const { forgets: outcome, updatedAtMs: nowMs } = turn;
      if (outcome !== undefined && forget({ seq, id, outcome, nowMs })) delivered = true;
      return delivered || ran ? { status: "committed", ...ran, ...(delivered && { delivered }) } : COMMITTED;
    },
  };
}
