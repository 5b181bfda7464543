import type { Message } from "../generated/messages.js";

/** Every error that perdure itself raises: a stable `code`, what happened, why, and what to do. */
export class PerdureError extends Error {
  readonly code: string;

  constructor(message: Message, options?: ErrorOptions) {
    super(`${message.message}\n  ${message.why}\n  What to do: ${message.action} [${message.code}]`, options);
    this.code = message.code;
  }

  static {
    this.prototype.name = "PerdureError";
  }
}
