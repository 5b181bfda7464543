import { iterationKind } from "../../machine/iteration/iteration.js";
import { KeyIteration } from "../../machine/iteration/key-iteration.js";
import { countField, listField } from "../fields.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

/** Where a `for...in` loop stands: the keys listed at its start, and the object that may have lost some of them. */
export const iterationKeys: Kind<KeyIteration> = {
  name: "key-iteration",
  matches: (value): value is KeyIteration => iterationKind(value) === "keys",
  encode: ({ object, keys, index }, writer) => ({
    keys: [...keys],
    index,
    object: writer.write(object, "object"),
  }),
  otherKeys: () => [],
  allocate(json) {
    const keys = listField(json, "keys");
    if (!keys.every((key) => typeof key === "string"))
      throw invalid("an iteration over keys that are no texts");
    return new KeyIteration(undefined, keys, countField(json, "index", 0, keys.length));
  },
  fill(value, json, reader) {
    if (json["object"] === undefined) throw invalid("an iteration over the keys of nothing");
    (value as { object: unknown }).object = reader.read(json["object"]);
  },
};
