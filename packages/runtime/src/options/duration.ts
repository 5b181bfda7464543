import ms, { type StringValue } from "ms";
import { PerdureError } from "../errors/perdure-error.js";
import { invalidDuration } from "../generated/messages.js";
import { shownValue } from "./shown-value.js";

/** A length of time: milliseconds, or a text such as "500ms", "2s", "5 minutes", "1 day". */
export type Duration = number | StringValue;

/** The longest time span of the language's dates, in both directions from 1970. */
const LONGEST_MS = 8.64e15;

/** In whole milliseconds, rounded up. `where` names the option or call, for the error. */
export function durationMs(duration: Duration, where: string): number {
  const value = parseDuration(duration);
  if (value !== undefined) return value;
  throw new PerdureError(invalidDuration({ value: shownValue(duration), where }));
}

/** In whole milliseconds, rounded up; undefined where it is no duration. */
export function parseDuration(duration: unknown): number | undefined {
  const value = typeof duration === "string" ? parse(duration) : duration;
  return typeof value === "number" && value >= 0 && value <= LONGEST_MS ? Math.ceil(value) : undefined;
}

function parse(text: string): number | undefined {
  return text === "" || text.length > 100 ? undefined : ms(text as StringValue);
}
