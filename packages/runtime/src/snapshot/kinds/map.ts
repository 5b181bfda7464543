import { types } from "node:util";
import { listField } from "../fields.js";
import type { Json } from "../json.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

export const map: Kind<Map<unknown, unknown>> = {
  name: "Map",
  prototype: Map.prototype,
  matches: types.isMap,
  encode(value, writer) {
    const entries: Json[] = [];
    for (const [key, item] of Map.prototype.entries.call(value) as IterableIterator<[unknown, unknown]>) {
      const index = entries.length;
      entries.push([writer.write(key, `keys()[${index}]`), writer.write(item, stepTo(key, index))]);
    }
    return { entries };
  },
  allocate: () => new Map(),
  fill(value, json, reader) {
    for (const entry of listField(json, "entries")) {
      if (!Array.isArray(entry) || entry.length !== 2) throw invalid("a Map entry without key and value");
      const key = reader.read(entry[0]!);
      Map.prototype.set.call(value, key, reader.read(entry[1]!));
    }
  },
};

const stepTo = (key: unknown, index: number): string =>
  typeof key === "string" || typeof key === "number" ? `get(${JSON.stringify(key)})` : `values()[${index}]`;
