import { types } from "node:util";
import { className, dataProperty } from "../describe-kind.js";
import { textField } from "../fields.js";
import { put, type Json, type JsonObject } from "../json.js";
import { define } from "../properties.js";
import { invalid } from "../snapshot-error.js";
import { classId, classPrototype } from "../stored-class.js";
import type { Kind } from "./kind.js";

const BUILT_IN = [
  Error,
  TypeError,
  RangeError,
  SyntaxError,
  ReferenceError,
  EvalError,
  URIError,
  AggregateError,
] as const;
const BY_PROTOTYPE = new Map<object, string>(BUILT_IN.map((Class) => [Class.prototype, Class.name]));
const BY_NAME = new Map<string, object>(BUILT_IN.map((Class) => [Class.name, Class.prototype]));

/** Own properties that are not enumerable where the engine made them, in its order. */
const FIELDS = ["stack", "message", "cause", "errors", "name"] as const;

export const error: Kind<Error> = {
  name: "Error",
  matches: (value): value is Error => types.isNativeError(value) || value instanceof Error,
  encode(value, writer) {
    const registered = classId(value) ?? builtIn(value);
    const flatten = registered === undefined && writer.options.foreignErrors === "flatten";
    if (registered === undefined && !flatten)
      return writer.refuse("errorClass", className(value) ?? "object");
    const json: JsonObject = { class: registered ?? nearestBuiltIn(value) };
    const fields = flatten ? { ...inherited(value), ...ownFields(value) } : ownFields(value);
    for (const field of FIELDS) {
      if (!(field in fields)) continue;
      const written = flatten ? writer.tryWrite(fields[field], field) : writer.write(fields[field], field);
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
    const prototype = BY_NAME.get(name) ?? classPrototype(name);
    if (prototype !== Error.prototype && !Object.prototype.isPrototypeOf.call(Error.prototype, prototype)) {
      throw invalid(`"${name}" is not a class of errors`);
    }
    const value = new Error();
    if (json["stack"] === undefined) delete value.stack;
    for (const field of FIELDS)
      if (json[field] !== undefined) define(value, field, { ...HIDDEN, value: undefined });
    return Object.setPrototypeOf(value, prototype) as Error;
  },
  fill(value, json, reader) {
    for (const field of FIELDS) {
      const written: Json | undefined = json[field];
      if (written === undefined) continue;
      const content = reader.read(written);
      if (field === "stack" && typeof content === "string")
        value.stack = content; // stays the engine's own property
      else define(value, field, { ...HIDDEN, value: content });
    }
  },
};

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
      "value" in descriptor ? descriptor.writable || frozen : field === "stack" && isNative(descriptor.get);
    if (readable) fields[field] = value[field as keyof Error];
  }
  return fields;
}

/** Newer engines make `stack` an accessor of their own. */
const isNative = (code: object | undefined): boolean =>
  typeof code === "function" && /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(code));

/** What an error of a foreign class shows through its prototypes, and its class's name. */
function inherited(value: Error): Fields {
  const { message, name } = readable(value);
  const fields: Fields = message === "" ? {} : { message };
  if (Object.hasOwn(value, "name")) return fields;
  const shown = name === "" || BY_NAME.has(name) ? className(value) : name;
  return shown === undefined || BY_NAME.has(shown) ? fields : { ...fields, name: shown };
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

/**
 * The built-in class that an error is of: prototypes that name no class of their own, as Node's, do not count, and
 * the classes of another realm, such as a test runner's, count as ours.
 */
function builtIn(value: object): string | undefined {
  if (!types.isNativeError(value)) return undefined;
  for (const prototype of prototypes(value)) {
    const constructor = dataProperty(prototype, "constructor");
    if (typeof constructor === "function") return builtInName(prototype, constructor);
  }
  return undefined;
}

function nearestBuiltIn(value: object): string {
  for (const prototype of prototypes(value)) {
    const constructor = dataProperty(prototype, "constructor");
    const name = typeof constructor === "function" && builtInName(prototype, constructor);
    if (name) return name;
  }
  return "Error";
}

function builtInName(prototype: object, constructor: object): string | undefined {
  const known = BY_PROTOTYPE.get(prototype);
  if (known) return known;
  const name = dataProperty(constructor, "name");
  return typeof name === "string" && BY_NAME.has(name) && isNative(constructor) ? name : undefined;
}

function* prototypes(value: object): Generator<object> {
  for (
    let at = Object.getPrototypeOf(value) as object | null;
    at;
    at = Object.getPrototypeOf(at) as object | null
  ) {
    yield at;
  }
}
