import { inspect } from "node:util";

/** A value as an error message shows it: short, on one line, without running its code. */
export function shownValue(value: unknown): string {
  if (typeof value === "string")
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}...` : value);
  const text = inspect(value, { depth: 0, breakLength: Infinity, customInspect: false, maxArrayLength: 5 });
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
