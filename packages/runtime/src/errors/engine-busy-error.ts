import { engineBusy } from "../generated/messages.js";
import { PerdureError } from "./perdure-error.js";

/** `start` was refused because the engine holds as much as it may; nothing was started. */
export class EngineBusyError extends PerdureError {
  /** `reason`: `1000 executions run, its limit`. */
  constructor(reason: string) {
    super(engineBusy({ reason }));
  }

  static {
    this.prototype.name = "EngineBusyError";
  }
}
