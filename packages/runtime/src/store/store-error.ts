import { PerdureError } from "../errors/perdure-error.js";

/** The store cannot be opened, read or written. `code` says why (PD2200 to PD2249); `cause` is the driver's error. */
export class StoreError extends PerdureError {
  static {
    this.prototype.name = "StoreError";
  }
}
