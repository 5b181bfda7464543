import { isJsonObject } from "../json.js";
import { memberOf } from "../../machine/members.js";
import { canStorePrototypes, hasHiddenState } from "../stored-prototype.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

/** Objects that a JSON object cannot show: with a `$` key, frozen, with another prototype and so on. */
export const object: Kind<object> = {
  name: "object",
  prototype: Object.prototype,
  matches: (value): value is object =>
    typeof value === "object" &&
    memberOf(value) === undefined &&
    !hasHiddenState(value) &&
    canStorePrototypes(value),
  encode: () => ({}),
  allocate(json) {
    if (json["properties"] !== undefined && !isJsonObject(json["properties"]))
      throw invalid("an object without properties");
    return json["prototype"] === null ? (Object.create(null) as object) : {};
  },
};
