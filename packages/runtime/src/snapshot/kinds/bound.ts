import { bound, boundParts } from "../../machine/bound.js";
import { optionalList } from "../fields.js";
import { KIND, type JsonObject } from "../json.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

/** A bound function of compiled code: what it calls, with what, all of which is there before it is made. */
export const boundFunction: Kind = {
  name: "bound",
  matches: (value): value is object => boundParts(value) !== undefined,
  pristine: (value) => ({ object: bound(boundParts(value)!), is: Object.is }),
  parts(value) {
    const { target, self, args } = boundParts(value)!;
    return [target, self, ...args];
  },
  partsOf: (json) => [
    json["target"] === undefined ? UNDEFINED : json["target"],
    json["self"] === undefined ? UNDEFINED : json["self"],
    ...optionalList(json, "args"),
  ],
  encode(value, writer) {
    const { target, self, args } = boundParts(value)!;
    const json: JsonObject = { target: writer.writePart(value, target, "(target)") };
    if (self !== undefined) json["self"] = writer.writePart(value, self, "(this)");
    if (args.length > 0) json["args"] = args.map((arg) => writer.writePart(value, arg, "(bound)"));
    return json;
  },
  allocate(_json, [target, self, ...args]) {
    if (typeof target !== "function") throw invalid("a bound function without what it calls");
    return bound({ target, self, args });
  },
};

const UNDEFINED: JsonObject = { [KIND]: "undefined" };
