import { PerdureError } from "../../errors/perdure-error.js";
import { transactionPromise } from "../../generated/messages.js";
import type { TransactionOperation } from "../../operations/operation.js";
import type { TurnCommit } from "../../store/store.js";
import type { Around } from "../../execution/around.js";
import { crossByValue } from "../cross-by-value.js";

/** The user's statements as a part of the commit; what `fn` returns is the operation's outcome (rule 23). */
export function transactionCommit(
  { n: operation, fn }: TransactionOperation,
  around: Around | undefined,
): NonNullable<TurnCommit["transaction"]> {
  return {
    operation,
    run(database) {
      const run = (): unknown => fn(database as never);
      const value = around ? around(run) : run();
      if (typeof (value as { then?: unknown } | null | undefined)?.then === "function") {
        (value as Promise<unknown>).then(undefined, () => {}); // its rejection has no one else to go to
        throw new PerdureError(transactionPromise());
      }
      const { text, outcome } = crossByValue({ value }, "ctx.transaction");
      if ("error" in outcome) throw outcome.error;
      return text;
    },
    failed: (error) => crossByValue({ error }, "ctx.transaction").text,
  };
}
