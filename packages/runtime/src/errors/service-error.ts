import type { Message } from "../generated/messages.js";
import { PerdureError } from "./perdure-error.js";

/** A service answered with an error or could not be reached. */
export class ServiceError extends PerdureError {
  /** The HTTP status; 0 where no answer came. */
  readonly status: number;
  /** The answer's body: JSON where it was JSON, else text. */
  readonly body: unknown;
  /** Whether the same request may succeed later: network errors, 408, 425, 429 and 5xx. */
  readonly retryable: boolean;

  constructor(
    message: Message,
    details: { readonly status: number; readonly body?: unknown; readonly retryable: boolean },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.status = details.status;
    this.body = details.body;
    this.retryable = details.retryable;
  }

  static {
    this.prototype.name = "ServiceError";
  }
}
