import ms, { type StringValue } from "ms";
import { PerdureError } from "../errors/perdure-error.js";
import { invalidDuration } from "../generated/messages.js";

/** A length of time: milliseconds, or a text such as "500ms", "2s", "5 minutes", "1 day". */
export type Duration = number | StringValue;

/** In milliseconds. `where` names the option or call, for the error. */
export function durationMs(duration: Duration, where: string): number {
  const value = typeof duration === "string" ? parse(duration) : duration;
  if (typeof value === "number" && value >= 0 && Number.isFinite(value)) return value;
  throw new PerdureError(invalidDuration({ value: JSON.stringify(duration) ?? String(duration), where }));
}

function parse(text: string): number | undefined {
  return text === "" || text.length > 100 ? undefined : ms(text as StringValue);
}
