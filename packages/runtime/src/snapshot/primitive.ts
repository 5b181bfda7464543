import { KIND, shown, type Json, type JsonObject } from "./json.js";
import { invalid } from "./snapshot-error.js";

/** Numbers that JSON has no word for. */
export const specialNumber = (value: number): JsonObject => ({
  [KIND]: "number",
  value: Object.is(value, -0) ? "-0" : String(value),
});

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
