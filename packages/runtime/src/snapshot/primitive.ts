import { KIND, shown, type Json, type JsonObject } from "./json.js";
import { invalid } from "./snapshot-error.js";

/** Primitives that JSON can say. */
export const isOrdinary = (value: unknown): value is string | number | boolean | null =>
  typeof value === "string" ||
  (typeof value === "number" && value - value === 0 && (value !== 0 || 1 / value > 0)) ||
  typeof value === "boolean" ||
  value === null;

/** Whether a value is one and the same wherever it stands. */
export const hasIdentity = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";

/** A primitive that is no symbol. */
export function writePrimitive(value: unknown): Json {
  if (isOrdinary(value)) return value;
  if (value === undefined) return { [KIND]: "undefined" };
  if (typeof value === "bigint") return { [KIND]: "bigint", value: String(value) };
  return { [KIND]: "number", value: Object.is(value, -0) ? "-0" : String(value) };
}

const SPECIAL_NUMBERS = new Map<Json | undefined, number>([
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
  ["-0", -0],
]);

/** Readers of the kinds without identity. */
export const PRIMITIVES: ReadonlyMap<string, (json: JsonObject) => unknown> = new Map([
  ["undefined", () => undefined],
  ["number", readNumber],
  ["bigint", readBigInt],
] as [string, (json: JsonObject) => unknown][]);

function readNumber(json: JsonObject): number {
  const value = SPECIAL_NUMBERS.get(json["value"]);
  if (value === undefined) throw invalid(`a number cannot be ${shown(json["value"])}`);
  return value;
}

function readBigInt(json: JsonObject): bigint {
  const digits = json["value"];
  if (typeof digits !== "string" || !/^-?\d+$/.test(digits)) throw invalid("a bigint without its digits");
  try {
    return BigInt(digits);
  } catch (error) {
    throw invalid("a bigint that is too large", error);
  }
}
