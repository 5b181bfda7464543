import { cancelled, ended } from "../generated/messages.js";
import { PerdureError } from "./perdure-error.js";

/** An execution, or an operation of it, was told to stop. */
export class CancelledError extends PerdureError {
  /** What the one who cancelled has said, where something was said. */
  declare readonly reason?: string;

  /** `what`: an operation as people see it, or the execution. `how`: `ended` without running its code. */
  constructor(what: string, reason?: string, how: "cancelled" | "ended" = "cancelled") {
    const message = how === "ended" ? ended : cancelled;
    super(message({ what, reason: reason === undefined ? "" : `: ${reason}` }));
    if (reason !== undefined) this.reason = reason;
  }

  static {
    this.prototype.name = "CancelledError";
  }
}
