import { ArrayIteration, type IterationKind } from "../../machine/iterator.js";
import { countField, textField } from "../fields.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

const KINDS: readonly string[] = ["values", "entries", "keys"] satisfies IterationKind[];

/** Where a `for...of` loop of compiled code stands. Its current value is the loop's variable, not stored here. */
export const iteration: Kind<ArrayIteration> = {
  name: "iteration",
  prototype: ArrayIteration.prototype,
  matches: (value): value is ArrayIteration => value instanceof ArrayIteration,
  encode: (value, writer) => ({
    kind: value.kind,
    index: value.index,
    array: writer.write(value.array, "array"),
  }),
  otherKeys: () => [],
  allocate(json) {
    const kind = textField(json, "kind");
    if (!KINDS.includes(kind)) throw invalid(`there is no iteration over ${kind}`);
    const index = countField(json, "index", -1, 2 ** 32 - 1);
    return new ArrayIteration([], kind as IterationKind, index);
  },
  fill(value, json, reader) {
    const array = json["array"] === undefined ? undefined : reader.read(json["array"]);
    if (!Array.isArray(array)) throw invalid("an iteration without its array");
    (value as { array: readonly unknown[] }).array = array;
  },
};
