import { interruptedWait } from "../generated/messages.js";
import { PerdureError } from "./perdure-error.js";

/** A wait for a promise that is not durable was stored, and the process that knew the promise has ended. */
export class InterruptedError extends PerdureError {
  /** `place`: where the await stands, `src/flow.ts:14`. */
  constructor(place: string) {
    super(interruptedWait({ place }));
  }

  static {
    this.prototype.name = "InterruptedError";
  }
}
