import { foreignWait } from "../generated/messages.js";
import { PerdureError } from "./perdure-error.js";

/** Code that is not compiled waits for a durable operation, which therefore was not sent. */
export class ForeignWaitError extends PerdureError {
  declare readonly retryable: false;

  /** `operation` as people see it: `ctx.call("pay", "charge")`. */
  constructor(operation: string) {
    super(foreignWait({ operation }));
  }

  static {
    Object.assign(this.prototype, { name: "ForeignWaitError", retryable: false });
  }
}
