import type { Message } from "../generated/messages.js";
import { PerdureError } from "./perdure-error.js";

export interface ServiceErrorDetails {
  readonly service: string;
  readonly method: string;
  readonly status: number;
  readonly body?: unknown;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
}

/** A service answered with an error, could not be reached, or cannot be called in this way. */
export class ServiceError extends PerdureError {
  readonly service: string;
  readonly method: string;
  /** The HTTP status; 0 where no answer came. */
  readonly status: number;
  /** The answer's body: JSON where it was JSON, else text. */
  readonly body: unknown;
  /** Whether the same request may succeed later: network errors, 408, 425, 429 and 5xx. */
  readonly retryable: boolean;
  /** How long the service asked to wait (`Retry-After`), in milliseconds. */
  declare readonly retryAfterMs?: number;

  constructor(message: Message, details: ServiceErrorDetails, options?: ErrorOptions) {
    super(message, options);
    this.service = details.service;
    this.method = details.method;
    this.status = details.status;
    this.body = details.body;
    this.retryable = details.retryable;
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
  }

  static {
    this.prototype.name = "ServiceError";
  }
}
