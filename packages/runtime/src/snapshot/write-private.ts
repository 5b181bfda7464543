import { privateElements } from "../machine/private.js";
import type { Json, JsonObject } from "./json.js";
import type { Writer } from "./writer.js";

/** Adds the private fields of an object with their values, and the names of its private methods and accessors. */
export function writePrivate(value: object, json: JsonObject, writer: Writer): void {
  const elements = privateElements(value);
  if (!elements) return;
  const list: Json[] = [];
  for (const [name, content] of elements) {
    const written = writer.write(name, `(${name.description})`);
    list.push(name.kind === "field" ? [written, writer.write(content, name.description)] : [written]);
  }
  json["private"] = list;
}
