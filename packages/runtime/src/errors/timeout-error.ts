import { timedOut } from "../generated/messages.js";
import { PerdureError } from "./perdure-error.js";

/** An operation, an attempt of it or a whole execution took longer than it may. */
export class TimeoutError extends PerdureError {
  /** What timed out: an operation as people see it (`ctx.run("fetch")`), or the execution. */
  readonly what: string;
  /** How long it was allowed to take, in milliseconds. */
  readonly limitMs: number;

  constructor(what: string, limitMs: number, options?: ErrorOptions) {
    super(timedOut({ what, limit: `${limitMs} ms` }), options);
    this.what = what;
    this.limitMs = limitMs;
  }

  static {
    this.prototype.name = "TimeoutError";
  }
}
