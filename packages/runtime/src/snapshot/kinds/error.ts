import { types } from "node:util";
import { className } from "../describe-kind.js";
import {
  builtInClass,
  builtInPrototype,
  isBuiltInName,
  isNativeCode,
  nearestBuiltInClass,
} from "../error-class.js";
import { textField } from "../fields.js";
import { put, type Json, type JsonObject } from "../json.js";
import { define } from "../define.js";
import { invalid } from "../snapshot-error.js";
import { classId, classPrototype } from "../stored-class.js";
import { canStorePrototypes } from "../stored-prototype.js";
import type { Kind } from "./kind.js";

/** Own properties that are not enumerable where the engine made them, in its order. */
const FIELDS = ["stack", "message", "cause", "errors", "name"] as const;

export const error: Kind<Error> = {
  name: "Error",
  matches: (value): value is Error => types.isNativeError(value),
  usualPrototype(value) {
    const known = (ownClassId(value) ?? builtInClass(value)) !== undefined;
    return known || !canStorePrototypes(value) ? undefined : builtInPrototype(nearestBuiltInClass(value));
  },
  encode(value, writer) {
    const registered = classOf(value);
    const lenient = writer.options.foreignErrors === "flatten";
    if (!registered && !lenient) return writer.refuseClass(value, "errorClass");
    const json: JsonObject = { class: registered ?? nearestBuiltInClass(value) };
    const fields = registered === undefined ? { ...inherited(value), ...ownFields(value) } : ownFields(value);
    for (const field of FIELDS) {
      if (!(field in fields)) continue;
      const written = lenient ? writer.tryWrite(fields[field], field) : writer.write(fields[field], field);
      if (written !== undefined) put(json, field, written);
    }
    return json;
  },
  otherKeys(value) {
    const fields = ownFields(value);
    return Reflect.ownKeys(value).filter((key) => !Object.hasOwn(fields, key));
  },
  /** Not enumerable means the platform's own: Node marks its errors so. */
  mayDrop: (descriptor, writer) => !descriptor.enumerable || writer.options.foreignErrors === "flatten",
  allocate(json) {
    const name = textField(json, "class");
    const prototype = builtInPrototype(name) ?? classPrototype(name);
    if (prototype !== Error.prototype && !Object.prototype.isPrototypeOf.call(Error.prototype, prototype)) {
      throw invalid(`"${name}" is not a class of errors`);
    }
    const value = new Error();
    if (json["stack"] === undefined) delete value.stack;
    for (const field of FIELDS.slice(1)) {
      if (json[field] !== undefined) define(value, field, { ...HIDDEN, value: undefined });
    }
    return Object.setPrototypeOf(value, prototype) as Error;
  },
  fill(value, json, reader) {
    for (const field of FIELDS) {
      const written: Json | undefined = json[field];
      if (written === undefined) continue;
      const content = reader.read(written);
      // an assignment leaves `stack` the engine's own property, which newer ones make an accessor
      if (field === "stack" && typeof content === "string") value.stack = content;
      else define(value, field, { ...HIDDEN, value: content });
    }
  },
};

/** What merely inherits from an error and cannot be stored as what it is. */
export const foreignError: Kind<Error> = {
  ...error,
  matches: (value): value is Error => value instanceof Error,
};

/** The id of a registered class of errors; one of something else is a prototype like any other. */
const ownClassId = (value: Error): string | undefined =>
  value instanceof Error ? classId(value) : undefined;

/** The class that is stored: where prototypes are stored too, the built-in one below them. */
const classOf = (value: Error): string | undefined =>
  ownClassId(value) ??
  builtInClass(value) ??
  (types.isNativeError(value) && canStorePrototypes(value) ? nearestBuiltInClass(value) : undefined);

const HIDDEN = { writable: true, enumerable: false, configurable: true } as const;

type Fields = Partial<Record<(typeof FIELDS)[number], unknown>>;

/** The own properties that are as the engine makes them; all others are ordinary properties. */
function ownFields(value: Error): Fields {
  const fields: Fields = {};
  const [frozen, sealed] = [Object.isFrozen(value), Object.isSealed(value)];
  for (const field of FIELDS) {
    const descriptor = Object.getOwnPropertyDescriptor(value, field);
    if (!descriptor || descriptor.enumerable || !(descriptor.configurable || sealed)) continue;
    const readable =
      "value" in descriptor
        ? descriptor.writable || frozen
        : field === "stack" && isNativeCode(descriptor.get);
    if (readable) fields[field] = value[field as keyof Error];
  }
  return fields;
}

/** What an error of a foreign class shows through its prototypes, and its class's name. */
function inherited(value: Error): Fields {
  const { message, name } = readable(value);
  const fields: Fields = message === "" ? {} : { message };
  if (Object.hasOwn(value, "name")) return fields;
  const shown = name === "" || isBuiltInName(name) ? className(value) : name;
  return shown === undefined || isBuiltInName(shown) ? fields : { ...fields, name: shown };
}

function readable(value: Error): { message: string; name: string } {
  try {
    const { message, name } = value;
    return {
      message: typeof message === "string" ? message : "",
      name: typeof name === "string" ? name : "",
    };
  } catch {
    return { message: "", name: "" };
  }
}
