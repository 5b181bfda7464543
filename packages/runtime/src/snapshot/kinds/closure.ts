import { CLOSURE, MACHINE, type ClosureCode, type Scope } from "../../machine/abi.js";
import { closureRecord, instantiate } from "../../machine/closure.js";
import { findVersion, registry } from "../../machine/registry.js";
import { snapshotClosureEdited, snapshotCodeMissing } from "../../generated/messages.js";
import { describeKind } from "../describe-kind.js";
import { listField, textField } from "../fields.js";
import { KIND, type JsonObject } from "../json.js";
import { invalid, MissingCodeError } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

type Closure = (...args: never[]) => unknown;

/** Own keys that the code gives a closure. */
const GIVEN = new Set<string | symbol>([
  "length",
  "name",
  "prototype",
  "arguments",
  "caller",
  CLOSURE,
  MACHINE,
]);

/** A closure of compiled code: the id of its code, its `this` and the scopes that it shares with others. */
export const closure: Kind<Closure> = {
  name: "closure",
  matches: (value): value is Closure => typeof value === "function" && closureRecord(value) !== undefined,
  parts(value) {
    const { self, scopes } = closureRecord(value)!;
    return [self, ...scopes];
  },
  partsOf: (json) => [
    json["self"] === undefined ? { [KIND]: "undefined" } : json["self"],
    ...listField(json, "scopes"),
  ],
  encode(value, writer) {
    const { id, hash, self, scopes } = closureRecord(value)!;
    const code = registry.closures.get(id)?.get(hash);
    if (!code) return writer.refuse("function", describeKind(value));
    const json: JsonObject = { id, hash, captures: [...code.scopes] };
    if (self !== undefined) json["self"] = writer.writePart(value, self, "(this)");
    json["scopes"] = scopes.map((scope) => writer.writePart(value, scope, "(captured)"));
    return json;
  },
  otherKeys: (value) => Reflect.ownKeys(value).filter((key) => !GIVEN.has(key)),
  allocate(json, [self, ...scopes]) {
    if (!scopes.every(isScope)) throw invalid("a closure's scope must be an object");
    const code = codeOf(json);
    if (code.scopes.length !== scopes.length) throw invalid(`a closure with ${scopes.length} scopes`);
    return instantiate(code, { self, scopes });
  },
};

/** The code with this hash, else a newer one that captures the same. */
function codeOf(json: JsonObject): ClosureCode {
  const id = textField(json, "id");
  const hash = textField(json, "hash");
  const code = findVersion(registry.closures, id, hash);
  if (!code) throw new MissingCodeError(snapshotCodeMissing({ what: "closure", id }), id);
  const before = listField(json, "captures").join(", ");
  const after = code.scopes.join(", ");
  if (code.hash === hash || before === after) return code;
  const change = { id, before: before || "nothing", after: after || "nothing" };
  throw new MissingCodeError(snapshotClosureEdited(change), id);
}

function isScope(value: unknown): value is Scope {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
