import { nonRetryable } from "../generated/messages.js";

/**
 * Thrown by users' code to say that no further attempt can succeed. Takes what `Error` takes. Retries end at every
 * error with `retryable === false`, so that errors of other classes can say it too.
 */
export class NonRetryableError extends Error {
  declare readonly code: string;
  declare readonly retryable: false;

  static {
    const { code } = nonRetryable({ reason: "" });
    Object.assign(this.prototype, { name: "NonRetryableError", code, retryable: false });
  }
}
