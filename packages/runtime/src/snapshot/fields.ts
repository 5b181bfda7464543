import { KIND, type Json, type JsonObject } from "./json.js";
import { invalid } from "./snapshot-error.js";

/** Fields of a kind's JSON, checked. */
export function textField(json: JsonObject, name: string): string {
  const value = json[name];
  return typeof value === "string" ? value : wrong(json, name, "a text");
}

export function listField(json: JsonObject, name: string): Json[] {
  const value = json[name];
  return Array.isArray(value) ? value : wrong(json, name, "a list");
}

/** Left out where it is empty. */
export const optionalList = (json: JsonObject, name: string): Json[] =>
  json[name] === undefined ? [] : listField(json, name);

/** A whole number of at least `least`. */
export function countField(json: JsonObject, name: string, least: number, most: number): number {
  const value = json[name];
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
  return wrong(json, name, `a whole number from ${least} to ${most}`);
}

function wrong(json: JsonObject, name: string, expected: string): never {
  throw invalid(`"${name}" of a ${String(json[KIND])} must be ${expected}`);
}
