import { transactionEnded } from "../../../generated/messages.js";
import { StoreError } from "../../store-error.js";

/** A user's statements have ended the store's transaction: whatever came before them is undone, too. */
export class TransactionEnded extends Error {
  /** What the user is told. */
  readonly failure = new StoreError(transactionEnded());
}
