import { PerdureError } from "../errors/perdure-error.js";
import { unknownOption } from "../generated/messages.js";

/** Refuses options that would otherwise be dropped silently. */
export function checkOptions(where: string, options: object, known: readonly string[]): void {
  for (const option of Object.keys(options)) {
    if (!known.includes(option)) {
      throw new PerdureError(
        unknownOption({ where, option, known: known.map((name) => `"${name}"`).join(", ") }),
      );
    }
  }
}
