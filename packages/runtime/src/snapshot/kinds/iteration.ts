import { types } from "node:util";
import { ArrayIteration, type ElementKind } from "../../machine/iteration/array-iteration.js";
import { iterationKind } from "../../machine/iteration/iteration.js";
import { countField, textField } from "../fields.js";
import type { JsonObject } from "../json.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

const KINDS: readonly string[] = ["values", "entries", "keys"] satisfies ElementKind[];

/** Where a loop over an array stands. An iteration's current value is the loop's variable, not stored here. */
export const iteration: Kind<ArrayIteration> = {
  name: "iteration",
  matches: (value): value is ArrayIteration => iterationKind(value) === "array",
  encode: (value, writer) => ({
    kind: value.kind,
    index: value.index,
    array: writer.write(value.array, "array"),
  }),
  otherKeys: () => [],
  allocate: (json) =>
    new ArrayIteration([], elementKind(json), countField(json, "index", -1, Number.MAX_SAFE_INTEGER)),
  fill(value, json, reader) {
    const array = json["array"] === undefined ? undefined : reader.read(json["array"]);
    if (!isArrayLike(array)) throw invalid("an iteration without its array");
    value.array = array;
  },
};

/** The field that says what a step gives. */
export function elementKind(json: JsonObject): ElementKind {
  const kind = textField(json, "kind");
  if (!KINDS.includes(kind)) throw invalid(`there is no iteration over ${kind}`);
  return kind as ElementKind;
}

/** A proxy is not asked: its traps would run. */
const isArrayLike = (value: unknown): value is ArrayLike<unknown> =>
  typeof value === "object" && value !== null && (types.isProxy(value) || "length" in value);
