import { builtInId } from "../machine/built-ins.js";
import { closureRecord } from "../machine/closure.js";
import { functionOf, machineOf } from "../machine/compiled.js";
import { reference } from "../machine/reference.js";
import { registry } from "../machine/registry.js";
import { templateId, templateStrings } from "../machine/template-site.js";
import { snapshotCodeMissing, snapshotUndecodable } from "../generated/messages.js";
import { KIND, shown, type JsonObject } from "./json.js";
import type { CodecHooks } from "./options.js";
import { tombstone } from "./tombstone.js";
import { invalid, MissingCodeError } from "./snapshot-error.js";

/**
 * The id under which a value was registered before the present text was begun. Engines without symbols as keys of
 * WeakMaps know of none.
 */
export const registeredId = (value: object | symbol): string | undefined =>
  registry.referenceIds.get(value as object);

/** An object that is not plain data by its name, where it has one. */
export function writeByName(value: object, hooks: CodecHooks): JsonObject | undefined {
  const tag = hooks.toTag?.(value);
  if (tag !== undefined) return { [KIND]: "tag", value: tag };
  if (Array.isArray(value)) return writeTemplate(value);
  if (typeof value !== "function") return undefined;
  return writeCompiled(value) ?? writeBuiltIn(value);
}

/** A compiled function that is found by its machine's id. Closures are not: they have scopes. */
export function writeCompiled(value: object): JsonObject | undefined {
  if (closureRecord(value)) return undefined;
  const id = machineOf(value)?.id;
  return id !== undefined && findCompiled(id) ? { [KIND]: "function", id } : undefined;
}

/** A function of the language, or of Node's globals. */
function writeBuiltIn(value: object): JsonObject | undefined {
  const id = builtInId(value);
  return id === undefined ? undefined : { [KIND]: "reference", id };
}

/** What a tagged template hands to its tag. */
function writeTemplate(value: object): JsonObject | undefined {
  const id = templateId(value);
  return id === undefined ? undefined : { [KIND]: "template", id };
}

/** Readers of the kinds that stand for a value which the process has already. They are not numbered. */
export const BY_NAME: ReadonlyMap<string, (json: JsonObject, hooks: CodecHooks) => unknown> = new Map([
  ["reference", readReference],
  ["function", readFunction],
  ["template", readTemplate],
  ["tag", readTag],
  ["tombstone", readTombstone],
  ["undecodable", readUndecodable],
] as [string, (json: JsonObject, hooks: CodecHooks) => unknown][]);

function readReference(json: JsonObject): unknown {
  const id = idOf(json);
  const { found, value } = reference(id);
  if (!found) throw new MissingCodeError(snapshotCodeMissing({ what: "reference", id }), id);
  return value;
}

function readFunction(json: JsonObject): unknown {
  const id = idOf(json);
  const found = findCompiled(id);
  if (!found) throw new MissingCodeError(snapshotCodeMissing({ what: "function", id }), id);
  return found;
}

function readTemplate(json: JsonObject): unknown {
  const id = idOf(json);
  const found = templateStrings(id);
  if (!found) throw new MissingCodeError(snapshotCodeMissing({ what: "template", id }), id);
  return found;
}

function readTag(json: JsonObject, hooks: CodecHooks): unknown {
  const tag = json["value"];
  if (typeof tag !== "string" || !hooks.fromTag) throw invalid(`unknown tag ${shown(tag)}`);
  return hooks.fromTag(tag);
}

function readTombstone(json: JsonObject): unknown {
  return tombstone(typeof json["of"] === "string" ? json["of"] : "a value");
}

/** What a store's codec gives in the place of a text that it cannot decode: another process may have the key. */
function readUndecodable(json: JsonObject): never {
  const problem = typeof json["problem"] === "string" ? json["problem"] : "it is damaged";
  throw new MissingCodeError(snapshotUndecodable({ problem }), "codec");
}

function findCompiled(id: string): unknown {
  const machine = [...(registry.machines.get(id)?.values() ?? [])].at(-1);
  const candidates = [registry.functions.get(id), reference(id).value, machine && functionOf(machine)];
  return candidates.find((candidate) => machineOf(candidate)?.id === id);
}

function idOf(json: JsonObject): string {
  if (typeof json["id"] !== "string") throw invalid(`a ${String(json[KIND])} without an id`);
  return json["id"];
}
