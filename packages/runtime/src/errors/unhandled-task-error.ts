import { unhandledTask } from "../generated/messages.js";
import { PerdureError } from "./perdure-error.js";

/** A call or an operation that nobody waits for has failed; `cause` is its error. Thrown into the main task's current await. */
export class UnhandledTaskError extends PerdureError {
  /** `place`: where it was seen, `src/flow.ts:14`. */
  constructor(cause: unknown, place: string) {
    super(unhandledTask({ place, problem: String(cause).split("\n")[0]! }), { cause });
  }

  static {
    this.prototype.name = "UnhandledTaskError";
  }
}
