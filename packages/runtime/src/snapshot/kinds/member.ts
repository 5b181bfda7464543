import { memberAt, memberOf, type MemberPath } from "../../machine/members.js";
import { snapshotCodeMissing } from "../../generated/messages.js";
import { listField } from "../fields.js";
import { isJsonObject, type Json } from "../json.js";
import { invalid, MissingCodeError } from "../snapshot-error.js";
import { pristine, rootOf } from "../twin.js";
import { closureRecord } from "../../machine/closure.js";
import { hasCode, readMembers, writeMembers } from "./closure.js";
import type { Kind } from "./kind.js";

/** What came with a closure: its `prototype`, the methods and accessors of a class. It is found on its owner again. */
export const member: Kind<object> = {
  name: "member",
  matches: (value): value is object => memberOf(value) !== undefined && hasCode(rootOf(value)),
  pristine,
  parts(value) {
    const { owner, path } = memberOf(value)!;
    return [owner, ...path.filter((key) => typeof key === "symbol")];
  },
  partsOf: (json) => [ownerOf(json["of"]), ...listField(json, "path").filter(isJsonObject)],
  encode(value, writer) {
    const { owner, path } = memberOf(value)!;
    const of = writer.writePart(value, owner, "(of)");
    return { of, path: path.map((key) => writer.key(key)), ...writeMembers(value, writer) };
  },
  allocate(json, [owner, ...symbols]) {
    const path = listField(json, "path").map((key) => (typeof key === "string" ? key : symbols.shift()));
    const found = typeof owner === "function" ? memberAt(owner, path as MemberPath) : undefined;
    if (found) return found;
    const id = typeof owner === "function" ? closureRecord(owner)?.id : undefined;
    if (id === undefined) throw invalid("a member of what is no closure");
    const whole = [id, ...path.map(String)].join(".");
    throw new MissingCodeError(snapshotCodeMissing({ what: "member", id: whole }), id);
  },
  fill: readMembers,
};

function ownerOf(json: Json | undefined): Json {
  if (json === undefined) throw invalid("a member without its closure");
  return json;
}
