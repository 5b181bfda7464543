import { staleClosure } from "../generated/messages.js";
import { PerdureError } from "./perdure-error.js";

/** A function made by a durable function was called from outside, by a listener or a timer that fired later. */
export class StaleClosureError extends PerdureError {
  constructor(name: string) {
    super(staleClosure({ name: name || "(anonymous)" }));
  }

  static {
    this.prototype.name = "StaleClosureError";
  }
}
