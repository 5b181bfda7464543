import { types } from "node:util";
import { textField } from "../fields.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

export const regExp: Kind<RegExp> = {
  name: "RegExp",
  prototype: RegExp.prototype,
  matches: types.isRegExp,
  encode: (value, writer) => ({
    source: source.call(value),
    flags: flagsOf(value),
    lastIndex: writer.write(value.lastIndex, "lastIndex"),
  }),
  otherKeys: (value) => Reflect.ownKeys(value).filter((key) => key !== "lastIndex" || isReadOnly(value)),
  allocate: (json) => new RegExp(textField(json, "source"), textField(json, "flags")),
  fill(value, json, reader) {
    if (json["lastIndex"] === undefined) throw invalid('a RegExp without "lastIndex"');
    value.lastIndex = reader.read(json["lastIndex"]) as number;
  },
};

/** Frozen ones say so as a whole. */
const isReadOnly = (value: RegExp): boolean =>
  !Object.isFrozen(value) && Object.getOwnPropertyDescriptor(value, "lastIndex")!.writable === false;

const getter = (name: string): ((this: RegExp) => unknown) =>
  Object.getOwnPropertyDescriptor(RegExp.prototype, name)!.get!;
const source = getter("source") as (this: RegExp) => string;
const FLAGS = (
  [
    ["d", "hasIndices"],
    ["g", "global"],
    ["i", "ignoreCase"],
    ["m", "multiline"],
    ["s", "dotAll"],
    ["u", "unicode"],
    ["v", "unicodeSets"],
    ["y", "sticky"],
  ] as const
).map(([flag, name]) => [flag, getter(name)] as const);

/** The getter `flags` would read what a subclass overrides. */
const flagsOf = (value: RegExp): string =>
  FLAGS.map(([flag, isSet]) => (isSet.call(value) ? flag : "")).join("");
