import { retryIfFailed } from "../generated/messages.js";
import { PerdureError } from "./perdure-error.js";

/** A `retryIf` threw (`cause`) or gave a promise. Final, since nobody can tell whether to go on. */
export class RetryIfError extends PerdureError {
  declare readonly retryable: false;
  /** What the attempt had failed with. */
  readonly failure: unknown;

  constructor(problem: string, failure: unknown, options?: ErrorOptions) {
    super(retryIfFailed({ problem, failure: textOf(failure) }), options);
    this.failure = failure;
  }

  static {
    Object.assign(this.prototype, { name: "RetryIfError", retryable: false });
  }
}

const textOf = (failure: unknown): string =>
  failure instanceof Error ? `${failure.name}: ${failure.message.split("\n")[0]}` : typeof failure;
