import type { Database } from "../drivers/driver.js";

export interface GiveUp {
  /** The call that an operation waits for. */
  operation(caller: string, operation: number): void;
  /** All that an execution waits for. */
  all(caller: string): void;
  /** A call from outside. False where it has begun, or is not known. */
  call(id: string): boolean;
}

/** Takes calls out of the queue. One that has begun goes on, and nobody is told of its end. */
export function giveUpCalls(db: Database): GiveUp {
  const unsend = (condition: string) =>
    `delete from inbox where seq in (select message from call where message is not null and ${condition})`;
  const one = "caller = ? and operation = ?";
  const unsendOne = db.prepare<[string, number]>(unsend(one));
  const removeOne = db.prepare<[string, number]>(`delete from call where ${one}`);
  const unsendAll = db.prepare<[string]>(unsend("caller = ?"));
  const removeAll = db.prepare<[string]>("delete from call where caller = ?");
  const unsendCall = db.prepare<[string]>(unsend("id = ? and caller is null"));
  const removeCall = db.prepare<[string]>("delete from call where id = ?");
  return {
    operation(caller, operation) {
      unsendOne.run(caller, operation);
      removeOne.run(caller, operation);
    },
    all(caller) {
      unsendAll.run(caller);
      removeAll.run(caller);
    },
    call(id) {
      if (unsendCall.run(id).changes === 0) return false;
      removeCall.run(id);
      return true;
    },
  };
}
