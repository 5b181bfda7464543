import { types } from "node:util";
import { textField } from "../fields.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

export const regExp: Kind<RegExp> = {
  name: "RegExp",
  prototype: RegExp.prototype,
  matches: types.isRegExp,
  encode: (value, writer) => ({
    source: value.source,
    flags: value.flags,
    lastIndex: writer.write(value.lastIndex, "lastIndex"),
  }),
  otherKeys: (value) => Reflect.ownKeys(value).filter((key) => key !== "lastIndex"),
  allocate: (json) => new RegExp(textField(json, "source"), textField(json, "flags")),
  fill(value, json, reader) {
    if (json["lastIndex"] === undefined) throw invalid('a RegExp without "lastIndex"');
    value.lastIndex = reader.read(json["lastIndex"]) as number;
  },
};
