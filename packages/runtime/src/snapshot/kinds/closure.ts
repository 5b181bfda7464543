import { types } from "node:util";
import type { ClosureCode, Scope } from "../../machine/abi.js";
import { closureRecord, instantiate } from "../../machine/closure.js";
import { memberAt, memberOf } from "../../machine/members.js";
import { findVersion, registry } from "../../machine/registry.js";
import { snapshotClosureEdited, snapshotCodeMissing } from "../../generated/messages.js";
import { define } from "../define.js";
import { describeKind } from "../describe-kind.js";
import { listField, optionalList, textField } from "../fields.js";
import { KIND, type JsonObject } from "../json.js";
import { hasIdentity } from "../primitive.js";
import type { Reader } from "../reader.js";
import { invalid, MissingCodeError } from "../snapshot-error.js";
import { changedMembers, hasTwin, pristine } from "../twin.js";
import type { Writer } from "../writer.js";
import type { Kind } from "./kind.js";

type Closure = (...args: never[]) => unknown;

/**
 * A function or class of compiled code: the id of its code, its `this`, the scopes that it shares with others and what
 * its code was given, which is there before it is made.
 */
export const closure: Kind<Closure> = {
  name: "closure",
  matches: (value): value is Closure => typeof value === "function" && hasCode(value),
  pristine,
  parts(value) {
    const { self, scopes, given = [] } = closureRecord(value)!;
    return [self, ...scopes, ...given];
  },
  partsOf: (json) => [
    json["self"] === undefined ? { [KIND]: "undefined" } : json["self"],
    ...optionalList(json, "scopes"),
    ...(json["given"] === undefined ? [] : listField(json, "given")),
  ],
  encode(value, writer) {
    const { id, hash, self, scopes, given = [] } = closureRecord(value)!;
    const code = registry.closures.get(id)!.get(hash)!;
    const json: JsonObject = { id, hash };
    if (code.scopes.length > 0) json["captures"] = [...code.scopes];
    if (self !== undefined) json["self"] = writer.writePart(value, self, "(this)");
    if (scopes.length > 0)
      json["scopes"] = scopes.map((scope) => writer.writePart(value, scope, "(captured)"));
    if (!given.every(canBeGiven)) return writer.refuse("function", describeKind(value));
    if (given.length > 0) json["given"] = given.map((value_) => writer.writePart(value, value_, "(given)"));
    return Object.assign(json, writeMembers(value, writer));
  },
  allocate(json, [self, ...values]) {
    const code = codeOf(json);
    const count = code.scopes.length;
    if (optionalList(json, "scopes").length !== count) throw invalid(`a closure without its ${count} scopes`);
    const scopes = values.slice(0, count);
    const given = values.slice(count);
    const copied = scopes.slice(count - (code.copies ?? 0));
    if (!scopes.slice(0, count - copied.length).every(isScope))
      throw invalid("a closure's scope must be an object");
    if (copied.some(hasIdentity)) throw invalid("a closure with a copy of what is no primitive");
    if (given.length === 0) return instantiate(code, { self, scopes });
    const make = () => instantiate(code, { self, scopes, given });
    const made = given.every(canBeGiven) ? overPristineBases(given, make) : undefined;
    // A function may be a base, but is no key.
    if (!made || !hasTwin(made)) throw invalid("a closure whose code is given what it cannot be");
    return made;
  },
  fill: readMembers,
};

/** Those that are not as the code made them; all others are there again with the closure. */
export function writeMembers(owner: object, writer: Writer): JsonObject {
  const changed = changedMembers(owner);
  if (changed.length === 0) return {};
  const steps = changed.map((member) => memberOf(member)!.path.map(String).join("."));
  return { members: changed.map((member, at) => writer.write(member, steps[at]!)) };
}

export function readMembers(_owner: object, json: JsonObject, reader: Reader): void {
  if (json["members"] === undefined) return;
  for (const member of listField(json, "members")) reader.read(member);
}

/** A base and property keys: whatever else a hostile text gives could run code as the class is made. */
const canBeGiven = (value: unknown): boolean =>
  (typeof value !== "object" || value === null) && !types.isProxy(value);

/** Runs `make` while bases have the `prototype` that their code gives them: changes are told from that. */
function overPristineBases<T>(given: readonly unknown[], make: () => T): T {
  const changed = given.flatMap((base) => {
    const prototype = typeof base === "function" ? memberAt(base, ["prototype"]) : undefined;
    const now = prototype && Object.getOwnPropertyDescriptor(base, "prototype")!;
    return now?.writable && now.value !== prototype ? [{ base: base as object, prototype, now }] : [];
  });
  for (const { base, prototype } of changed) define(base, "prototype", { value: prototype });
  try {
    return make();
  } finally {
    for (const { base, now } of changed) define(base, "prototype", now);
  }
}

/** Whether the version that made a closure is still loaded. */
export function hasCode(value: object): boolean {
  const record = closureRecord(value);
  return record !== undefined && registry.closures.get(record.id)?.has(record.hash) === true;
}

/** The code with this hash, else a newer one that captures the same. */
function codeOf(json: JsonObject): ClosureCode {
  const id = textField(json, "id");
  const hash = textField(json, "hash");
  const code = findVersion(registry.closures, id, hash);
  if (!code) throw new MissingCodeError(snapshotCodeMissing({ what: "closure", id }), id);
  const before = optionalList(json, "captures").join(", ");
  const after = code.scopes.join(", ");
  if (before === after) return code;
  const change = { id, before: before || "nothing", after: after || "nothing" };
  throw new MissingCodeError(snapshotClosureEdited(change), id);
}

function isScope(value: unknown): value is Scope {
  if (typeof value !== "object" || value === null || types.isProxy(value)) return false;
  return Object.getPrototypeOf(value) === Object.prototype;
}
