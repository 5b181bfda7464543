import { unstorableResult } from "../generated/messages.js";
import { PerdureError } from "./perdure-error.js";

/** An operation ended with a value that a snapshot cannot hold. Final: the operation is not run again. */
export class UnstorableResultError extends PerdureError {
  constructor(operation: string, cause: Error) {
    super(unstorableResult({ operation, reason: cause.message.split("\n")[0]! }), { cause });
  }

  static {
    this.prototype.name = "UnstorableResultError";
  }
}
