import { classVersion } from "../machine/class-versions.js";
import type { Pristine } from "./changes.js";
import { ownConstructor } from "./class-hooks.js";
import { KIND, type Json, type JsonObject } from "./json.js";
import type { Kind } from "./kinds/kind.js";
import { classId } from "./stored-class.js";
import { canStorePrototypes } from "./stored-prototype.js";
import { writePrivate } from "./write-private.js";
import { writeProperties } from "./write-properties.js";
import type { Writer } from "./writer.js";

/** What JSON cannot say by itself: the kind's own fields, then what objects of all kinds may have. */
export function writeSpecial(value: object, kind: Kind, writer: Writer): JsonObject {
  const json: JsonObject = { [KIND]: kind.name };
  if (kind.untouchable) {
    Object.assign(json, kind.encode(value, writer));
    writePrivate(value, json, writer);
    return json;
  }
  const pristine = kind.pristine?.(value);
  const prototype = storedPrototype(value, kind, pristine, writer);
  if (prototype === "class") json["class"] = writer.classId(value);
  const fields = kind.encode(value, writer);
  for (const name of Object.keys(fields)) json[name] = fields[name]!;
  if (json["class"] !== undefined) addVersion(value, json);
  writeProperties(value, kind, pristine, json, writer);
  writePrivate(value, json, writer);
  if (prototype === "other") writePrototype(value, kind, json, writer);
  return json;
}

/** Whether a kind leaves an object's prototype to be stored, and how. */
function storedPrototype(
  value: object,
  kind: Kind,
  pristine: Pristine | undefined,
  writer: Writer,
): "class" | "other" | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (pristine) return pristine.is(prototype, Object.getPrototypeOf(pristine.object)) ? undefined : "other";
  const usual = kind.usualPrototype?.(value) ?? kind.prototype;
  if (usual === undefined || prototype === usual) return undefined;
  if (kind.prototype && classId(value) !== undefined) return "class";
  return canStorePrototypes(value) ? "other" : writer.refuseClass(value);
}

function writePrototype(value: object, kind: Kind, json: JsonObject, writer: Writer): void {
  const write = (): Json => writer.write(Object.getPrototypeOf(value), "(prototype)");
  const written = kind.mayDrop?.({ enumerable: true }, writer) ? writer.attempt(write) : write();
  if (written !== undefined) json["prototype"] = written;
}

/** The version of the shape in which an instance is stored, unless it is the first. */
function addVersion(value: object, json: JsonObject): void {
  const prototype = Object.getPrototypeOf(value) as object | null;
  const constructor = prototype && ownConstructor(prototype);
  if (constructor && classVersion(constructor).version > 1)
    json["version"] = classVersion(constructor).version;
}
