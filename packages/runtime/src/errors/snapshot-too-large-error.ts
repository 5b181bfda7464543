import { snapshotTooLarge } from "../generated/messages.js";
import { PerdureError } from "./perdure-error.js";

/** What lives across an await is too large to be stored. Thrown at that await, like a value that cannot be. */
export class SnapshotTooLargeError extends PerdureError {
  declare readonly retryable: false;
  /** Of the execution's text, in bytes. */
  readonly size: number;
  readonly limit: number;

  /** `place`: the await, for people. `largest`: the largest variable, with its size. */
  constructor(place: string, { size, limit }: { size: number; limit: number }, largest: string) {
    super(snapshotTooLarge({ place, size: String(size), limit: String(limit), largest }));
    this.size = size;
    this.limit = limit;
  }

  static {
    Object.assign(this.prototype, { name: "SnapshotTooLargeError", retryable: false });
  }
}
