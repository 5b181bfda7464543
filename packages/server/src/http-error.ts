import type { Message } from "./generated/messages.js";

/** An answer that says what is wrong with the request. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, { code, message, why, action }: Message, headers = {}) {
    super(`${message}\n  ${why}\n  What to do: ${action} [${code}]`);
    this.name = "HttpError";
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
