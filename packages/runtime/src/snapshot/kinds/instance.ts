import { canStorePrototypes, hasHiddenState } from "../stored-prototype.js";
import { classId, classPrototype } from "../stored-class.js";
import type { Kind } from "./kind.js";

/** An instance of a registered class: its prototype and its properties. Its constructor does not run. */
export const instance: Kind<object> = {
  name: "instance",
  matches: (value): value is object =>
    typeof value === "object" &&
    !hasHiddenState(value) &&
    classId(value) !== undefined &&
    canStorePrototypes(value),
  encode: (value, writer) => ({ class: writer.classId(value) }),
  allocate: (json) => Object.create(classPrototype(json["class"])) as object,
};
