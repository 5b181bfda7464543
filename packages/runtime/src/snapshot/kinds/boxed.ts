import { types } from "node:util";
import { describeKind } from "../describe-kind.js";
import { PRIMITIVES } from "../primitive.js";
import { isJsonObject, KIND, type Json } from "../json.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

/** `new Number(1)`, `Object("text")`... */
export const boxed: Kind<object> = {
  name: "boxed",
  matches: (value): value is object => types.isBoxedPrimitive(value),
  encode(value, writer) {
    const primitive = unboxed(value);
    const plain = Object.getPrototypeOf(value) === Object.getPrototypeOf(Object(primitive));
    if (!plain) return writer.refuse("instance", describeKind(value));
    return { value: writer.write(primitive, "valueOf()") };
  },
  otherKeys(value) {
    const implied = new Set(Reflect.ownKeys(Object(unboxed(value)) as object));
    return Reflect.ownKeys(value).filter((key) => !implied.has(key));
  },
  allocate: (json) => Object(primitiveOf(json["value"])) as object,
};

function unboxed(value: object): unknown {
  if (types.isNumberObject(value)) return Number.prototype.valueOf.call(value);
  if (types.isStringObject(value)) return String.prototype.valueOf.call(value);
  if (types.isBooleanObject(value)) return Boolean.prototype.valueOf.call(value);
  if (types.isBigIntObject(value)) return BigInt.prototype.valueOf.call(value);
  return Symbol.prototype.valueOf.call(value as unknown as symbol);
}

function primitiveOf(json: Json | undefined): unknown {
  if (typeof json === "string" || typeof json === "number" || typeof json === "boolean") return json;
  const read = isJsonObject(json) && PRIMITIVES.get(json[KIND] as string);
  const value = read && read(json as never);
  if (value === undefined || value === false) throw invalid("a boxed value without its primitive");
  return value;
}
