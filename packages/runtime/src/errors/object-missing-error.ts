import { objectDestroyed, objectMissing } from "../generated/messages.js";
import { PerdureError } from "./perdure-error.js";

/** The durable object that was called does not exist, or was destroyed while the call waited. */
export class ObjectMissingError extends PerdureError {
  /** `how`: `destroyed` where it was there when the call was made. */
  constructor(className: string, id: string, how: "missing" | "destroyed" = "missing") {
    const message = how === "destroyed" ? objectDestroyed : objectMissing;
    super(message({ class: className, id }));
  }

  static {
    this.prototype.name = "ObjectMissingError";
  }
}
