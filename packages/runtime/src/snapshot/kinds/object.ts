import { types } from "node:util";
import { isJsonObject } from "../json.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

/** Plain objects that a JSON object cannot show: with a `$` key, without a prototype, frozen and so on. */
export const object: Kind<object> = {
  name: "object",
  matches(value): value is object {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && prototype !== Object.prototype) return false;
    return (
      typeof value === "object" && !types.isArgumentsObject(value) && !types.isModuleNamespaceObject(value)
    );
  },
  encode: (value) => (Object.getPrototypeOf(value) === null ? { prototype: null } : {}),
  allocate(json) {
    if (json["properties"] !== undefined && !isJsonObject(json["properties"]))
      throw invalid("an object without properties");
    return json["prototype"] === null ? (Object.create(null) as object) : {};
  },
};
