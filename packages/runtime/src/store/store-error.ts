import { leaseLost } from "../generated/messages.js";
import { PerdureError } from "../errors/perdure-error.js";

/**
 * The store cannot be opened, read or written. `code` says why (PD2200 to PD2249, PD2260 to PD2279); `cause` is the
 * driver's error.
 */
export class StoreError extends PerdureError {
  static {
    this.prototype.name = "StoreError";
  }
}

/** The store takes this engine for dead: others may have its executions. It has to register again. */
export class LeaseLostError extends StoreError {
  constructor(message = leaseLost()) {
    super(message);
  }

  static {
    this.prototype.name = "LeaseLostError";
  }
}
