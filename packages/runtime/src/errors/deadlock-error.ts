import { deadlock } from "../generated/messages.js";
import { PerdureError } from "./perdure-error.js";

/** A call of a durable object that would wait for ever, because the object waits for the caller. */
export class DeadlockError extends PerdureError {
  /** Who waits for whom: each for the next one, the last one is the first. Ids of executions, `Class/id` for objects. */
  readonly cycle: readonly string[];

  constructor(object: string, cycle: readonly string[]) {
    super(deadlock({ object, cycle: cycle.join(" waits for ") }));
    this.cycle = cycle;
  }

  static {
    this.prototype.name = "DeadlockError";
  }
}
