import { types } from "node:util";
import { listField } from "../fields.js";
import type { Json } from "../json.js";
import type { Kind } from "./kind.js";

export const set: Kind<Set<unknown>> = {
  name: "Set",
  prototype: Set.prototype,
  matches: types.isSet,
  encode(value, writer) {
    const values: Json[] = [];
    for (const item of Set.prototype.values.call(value) as IterableIterator<unknown>) {
      values.push(writer.write(item, `values()[${values.length}]`));
    }
    return { values };
  },
  allocate: () => new Set(),
  fill(value, json, reader) {
    for (const item of listField(json, "values")) Set.prototype.add.call(value, reader.read(item));
  },
};
