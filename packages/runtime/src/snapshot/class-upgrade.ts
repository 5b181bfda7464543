import { snapshotClassVersion } from "../generated/messages.js";
import { classVersion, hasVersions } from "../machine/class-versions.js";
import { define } from "./define.js";
import { isBuiltInName } from "./error-class.js";
import type { Json, JsonObject } from "./json.js";
import { invalid, MissingCodeError } from "./snapshot-error.js";
import { classFailed, registeredClass } from "./stored-class.js";

/** Whether a JSON is an instance that was stored by another version of its class. */
export function isOtherVersion(json: JsonObject): boolean {
  const id = json["class"];
  if (id === undefined || (json["version"] === undefined && !hasVersions())) return false;
  if (typeof id === "string" && isBuiltInName(id)) return false;
  return storedVersion(json["version"]) !== classVersion(registeredClass(id).constructor).version;
}

/** An instance's data in the shape of the class that is loaded. */
export function upgraded(json: JsonObject, data: unknown): unknown {
  const { id, constructor } = registeredClass(json["class"]);
  const stored = storedVersion(json["version"]);
  const { version, upgrade } = classVersion(constructor);
  if (stored === version) return data;
  if (stored > version || !upgrade) {
    const versions = { id, stored: String(stored), current: String(version) };
    throw new MissingCodeError(snapshotClassVersion(versions), id);
  }
  try {
    return upgrade(data as Record<string, unknown>, stored);
  } catch (error) {
    throw classFailed(id, "upgrade", "has thrown", error);
  }
}

/** Gives an instance the own properties of an older one, as the class's `upgrade` has them. */
export function upgradeProperties(value: object, json: JsonObject, data: object): void {
  const after = upgraded(json, data);
  if (typeof after !== "object" || after === null)
    throw classFailed(String(json["class"]), "upgrade", "did not give an object");
  for (const key of Reflect.ownKeys(after)) define(value, key, Object.getOwnPropertyDescriptor(after, key)!);
}

function storedVersion(json: Json | undefined): number {
  const version = json ?? 1;
  if (typeof version === "number" && Number.isSafeInteger(version) && version >= 1) return version;
  throw invalid("a class's version must be a whole number from 1");
}
