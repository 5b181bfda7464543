import type { TurnCommit } from "../../store.js";
import type { Database } from "../drivers/driver.js";
import { answer } from "../calls/answer.js";
import { giveUpCalls } from "../calls/give-up-calls.js";
import { putCall } from "../calls/put-call.js";
import { takeCall } from "../calls/take-call.js";
import { addWait } from "../events/add-wait.js";
import { handOn } from "../events/hand-on.js";
import { postEvent } from "../events/post-event.js";
import { returnEvents } from "../events/return-events.js";
import { withdrawWait } from "../events/withdraw-wait.js";
import { putMessage } from "../put-message.js";

/** What a turn does with messages, calls, events and waits. Says whether something was put into an inbox. */
export function applyMail(db: Database): (turn: TurnCommit) => boolean | "conflict" {
  const events = handOn(db);
  const withdraw = withdrawWait(db, events);
  const returnAll = returnEvents(db, events);
  const wait = addWait(db);
  const post = postEvent(db);
  const put = putMessage(db);
  const take = takeCall(db);
  const answers = answer(db);
  const send = putCall(db);
  const { operation: giveUp } = giveUpCalls(db);

  return ({ seq, id, updatedAtMs: nowMs, ...turn }) => {
    let delivered = false;
    for (const call of turn.taken ?? []) if (!take(call)) return "conflict";
    for (const given of turn.withdrawn ?? []) {
      const how = withdraw(seq, given, nowMs);
      if (how === "conflict") return how;
      if (how === "handed on") delivered = true;
    }
    if (turn.returnsEvents && returnAll(seq, id, nowMs)) delivered = true;
    for (const added of turn.waits ?? []) if (wait(seq, id, added, nowMs)) delivered = true;
    for (const event of turn.events ?? []) if (post(event)) delivered = true;
    for (const message of turn.messages ?? []) if (put(message)) delivered = true;
    for (const given of turn.answers ?? []) if (answers.one(given)) delivered = true;
    for (const operation of turn.givenUp ?? []) giveUp(id, operation);
    for (const call of turn.calls ?? []) {
      const { operation, missing: payload, returns = false } = call;
      if (send(call, { caller: id, operation, returns }) === "missing")
        put({ to: id, kind: "outcome", operation, payload });
      delivered = true;
    }
    return delivered;
  };
}
