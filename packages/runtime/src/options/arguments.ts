import { PerdureError } from "../errors/perdure-error.js";
import { invalidArgument } from "../generated/messages.js";
import { shownValue } from "./shown-value.js";

/** Refuses an argument that has to be a text which is not empty (PD2060). `name`: for people, "the id". */
export function checkText(where: string, name: string, value: unknown): void {
  if (typeof value !== "string" || value === "") refuse(where, name, value, "a text that is not empty");
}

/** Refuses a reason that is given and is no text (PD2060). */
export function checkReason(where: string, reason: unknown): void {
  if (reason !== undefined && typeof reason !== "string") refuse(where, "the reason", reason, "a text");
}

/** Refuses arguments of a durable function that are no list (PD2060). */
export function checkArguments(where: string, args: unknown): void {
  if (!Array.isArray(args)) refuse(where, "the arguments", args, "an array of them, as in `start([1, 2])`");
}

function refuse(where: string, name: string, value: unknown, expected: string): never {
  const problem = `${shownValue(value)} for ${name}`;
  throw new PerdureError(invalidArgument({ where, problem, hint: `Give ${expected}.` }));
}
