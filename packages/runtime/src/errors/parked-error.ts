import { executionParked } from "../generated/messages.js";
import { PerdureError } from "./perdure-error.js";

/** The execution whose result was awaited is parked; it is kept and goes on once the cause is gone. */
export class ParkedError extends PerdureError {
  readonly reason: string;

  constructor(id: string, reason: string, detail: string) {
    super(executionParked({ id, reason, detail }));
    this.reason = reason;
  }

  static {
    this.prototype.name = "ParkedError";
  }
}
