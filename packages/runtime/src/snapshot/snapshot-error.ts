import { PerdureError } from "../errors/perdure-error.js";
import { snapshotTextInvalid, snapshotVersionUnknown, type Message } from "../generated/messages.js";

/** A text that is no snapshot, or whose code is missing; `decode` throws it. */
export class SnapshotError extends PerdureError {
  static {
    this.prototype.name = "SnapshotError";
  }
}

/** A snapshot needs code that this process has not loaded, or has in an edited form that does not fit. */
export class MissingCodeError extends SnapshotError {
  /** Of the closure, class, function or constant. */
  readonly id: string;
  /** Without this error's frame: what the message is made of. */
  readonly said: Message;

  constructor(message: Message, id: string, options?: ErrorOptions) {
    super(message, options);
    this.id = id;
    this.said = message;
  }

  static {
    this.prototype.name = "MissingCodeError";
  }
}

/** The error of a text that cannot be a snapshot. */
export const invalid = (problem: string, cause?: unknown): SnapshotError =>
  new SnapshotError(snapshotTextInvalid({ problem }), cause === undefined ? undefined : { cause });

/** The error of a text that another release wrote. */
export const ofVersion = (version: string, known: number): SnapshotError =>
  new SnapshotError(snapshotVersionUnknown({ version, known: String(known) }));
