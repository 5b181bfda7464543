import { resultTooLarge, unstorableResult } from "../generated/messages.js";
import { PerdureError } from "./perdure-error.js";

/** The outcome's text is over the limit; both in bytes. */
export interface TooLarge {
  readonly size: number;
  readonly limit: number;
}

/** An operation ended with a value that a snapshot cannot hold. Final: the operation is not run again. */
export class UnstorableResultError extends PerdureError {
  declare readonly retryable: false;
  /** From the outcome to the part that cannot be stored. */
  declare readonly path?: string;
  /** Of the outcome's text, in bytes, where that is over the limit. */
  declare readonly size?: number;
  declare readonly limit?: number;

  /** `operation` as people see it: `ctx.run("fetch")`. `problem`: the codec's error, or the sizes. */
  constructor(operation: string, problem: TooLarge | (Error & { readonly pathText?: string })) {
    if (problem instanceof Error) {
      super(unstorableResult({ operation, reason: problem.message.split("\n")[0]! }), { cause: problem });
      if (problem.pathText !== undefined) this.path = problem.pathText;
    } else {
      const { size, limit } = problem;
      super(resultTooLarge({ operation, size: String(size), limit: String(limit) }));
      Object.assign(this, { size, limit });
    }
  }

  static {
    Object.assign(this.prototype, { name: "UnstorableResultError", retryable: false });
  }
}
