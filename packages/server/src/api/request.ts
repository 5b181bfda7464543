import { encode } from "perdure/engine";
import { textUnreadable } from "../generated/messages.js";
import { HttpError } from "../http-error.js";
import { integer, ShapeError, type Shape } from "../shape/shape.js";

/** As the engine has it for `start`. */
export const executionId: Shape<string> = (value, path) => {
  if (typeof value !== "string" || value === "" || value.length > 500 || /[\0\p{Surrogate}]/u.test(value))
    throw new ShapeError(path, "a text of 1 to 500 characters, without NUL and without halves of characters");
  return value;
};

/** A text of the codec, as the client writes it; only its outer form is looked at, since its classes are elsewhere. */
export function encodedText(text: string, what: string): string {
  // A codec's text, such as an encrypted one.
  if (text.startsWith("~")) return text;
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    throw new HttpError(400, textUnreadable({ what, reason: (error as Error).message.slice(0, 200) }));
  }
}

/** Plain JSON as a text of the codec. */
export function encodePlain(value: unknown, what: string): string {
  try {
    return encode(value);
  } catch (error) {
    throw new HttpError(400, textUnreadable({ what, reason: (error as Error).message.split("\n")[0]! }));
  }
}

/** A time: milliseconds since 1970, or a text that says it as JSON does. */
export const time: Shape<number> = (value, path) => {
  const atMs = typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : value;
  if (typeof atMs !== "number" || !(Math.abs(atMs) <= 8.64e15))
    throw new ShapeError(path, 'a time: milliseconds since 1970, or "2027-01-31T12:00:00Z"');
  return atMs;
};

const PAGE = 100;
export const LARGEST_PAGE = 1000;

/** How many a page has, as a query says it. */
export function limitOf(given: string | undefined): number {
  const limit = wholeOf("limit", given) ?? PAGE;
  if (limit < 1 || limit > LARGEST_PAGE) throw new ShapeError("limit", `from 1 to ${LARGEST_PAGE}`);
  return limit;
}

export function wholeOf(path: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!/^\d{1,15}$/.test(given)) throw new ShapeError(path, "a whole number");
  return integer(Number(given), path);
}
