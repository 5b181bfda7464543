import { isObject } from "../../machine/iteration/is-object.js";
import { iterationKind } from "../../machine/iteration/iteration.js";
import type { Iterating } from "../../machine/iteration/iterator-protocol.js";
import { ProtocolIteration } from "../../machine/iteration/protocol-iteration.js";
import { flagField } from "./iteration-flag.js";
import type { JsonObject } from "../json.js";
import type { Reader } from "../reader.js";
import { invalid } from "../snapshot-error.js";
import type { Writer } from "../writer.js";
import type { Kind } from "./kind.js";

/** A loop over an iterator of the program's own: the iterator, and its `next` as it was read at the start. */
export const iterationProtocol: Kind<ProtocolIteration> = {
  name: "protocol-iteration",
  matches: (value): value is ProtocolIteration => iterationKind(value) === "protocol",
  encode: (value, writer) => ({ done: value.done, ...writeIterating(value, writer) }),
  otherKeys: () => [],
  allocate: (json) => new ProtocolIteration({ iterator: {}, method: undefined }, flagField(json, "done")),
  fill: (value, json, reader) => void Object.assign(value, readIterating(json, reader)),
};

export const writeIterating = ({ iterator, method }: Iterating, writer: Writer): JsonObject => ({
  iterator: writer.write(iterator, "iterator"),
  method: writer.write(method, "next"),
});

export function readIterating(json: JsonObject, reader: Reader): Iterating {
  if (json["iterator"] === undefined || json["method"] === undefined)
    throw invalid("an iteration without its iterator");
  const iterator = reader.read(json["iterator"]);
  if (!isObject(iterator)) throw invalid("an iterator that is no object");
  return { iterator, method: reader.read(json["method"]) };
}
