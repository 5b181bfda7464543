import { types } from "node:util";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

/** `new Number(1)`, `Object("text")`... */
export const boxed: Kind<object> = {
  name: "boxed",
  matches: (value): value is object => types.isBoxedPrimitive(value),
  usualPrototype: (value) => Object.getPrototypeOf(Object(unboxed(value))) as object,
  parts: (value) => [unboxed(value)],
  partsOf: (json) => [json["value"] ?? null],
  encode: (value, writer) => ({ value: writer.writePart(value, unboxed(value), "valueOf()") }),
  otherKeys(value) {
    const implied = new Set(Reflect.ownKeys(Object(unboxed(value)) as object));
    return Reflect.ownKeys(value).filter((key) => !implied.has(key));
  },
  allocate(_json, [primitive]) {
    if (!["string", "number", "boolean", "bigint", "symbol"].includes(typeof primitive))
      throw invalid("a boxed value without its primitive");
    return Object(primitive) as object;
  },
};

function unboxed(value: object): unknown {
  if (types.isNumberObject(value)) return Number.prototype.valueOf.call(value);
  if (types.isStringObject(value)) return String.prototype.valueOf.call(value);
  if (types.isBooleanObject(value)) return Boolean.prototype.valueOf.call(value);
  if (types.isBigIntObject(value)) return BigInt.prototype.valueOf.call(value);
  return Symbol.prototype.valueOf.call(value as unknown as symbol);
}
