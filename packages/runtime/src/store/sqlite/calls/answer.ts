import type { Answer } from "../../store.js";
import type { Database } from "../drivers/driver.js";
import { putMessage } from "../put-message.js";

interface Caller {
  readonly caller: string | null;
  readonly operation: number | null;
}

export interface Answers {
  /** Tells who waits for a call. Says whether something was put into an inbox. */
  one(answer: Answer): boolean;
  /** Gives all that wait for an object the same answer. */
  all(object: string, answer: Omit<Answer, "id">): boolean;
}

export function answer(db: Database): Answers {
  const select = db.prepare<[string], Caller>("select caller, operation from call where id = ?");
  const unanswered = db.prepare<[string], { readonly id: string }>(
    "select id from call where object = ? and outcome is null",
  );
  const remove = db.prepare<[string]>("delete from call where id = ?");
  const keep = db.prepare<[string, number, string]>(
    "update call set outcome = ?, expires_at_ms = ?, message = null, since = null where id = ?",
  );
  const put = putMessage(db);

  function one({ id, outcome, expiresAtMs }: Answer): boolean {
    const found = select.get(id);
    if (!found) return false; // nobody waits any more
    const { caller: to, operation } = found;
    if (to === null) {
      keep.run(outcome, expiresAtMs, id);
      return false;
    }
    remove.run(id);
    return put({ to, kind: "outcome", operation, payload: outcome });
  }

  return {
    one,
    all(object, given) {
      let delivered = false;
      for (const { id } of unanswered.all(object)) if (one({ id, ...given })) delivered = true;
      return delivered;
    },
  };
}
