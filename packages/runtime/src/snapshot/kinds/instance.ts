import { types } from "node:util";
import { classId, classPrototype } from "../stored-class.js";
import type { Kind } from "./kind.js";

/** An instance of a registered class: its prototype and its properties. Its constructor does not run. */
export const instance: Kind<object> = {
  name: "instance",
  matches: (value): value is object =>
    typeof value === "object" && !hasHiddenState(value) && classId(value) !== undefined,
  encode: (value, writer) => ({ class: writer.classId(value) }),
  allocate: (json) => Object.create(classPrototype(json["class"])) as object,
};

/** Subclasses of these hold something that no property shows. */
const hasHiddenState = (value: object): boolean =>
  types.isPromise(value) ||
  types.isWeakMap(value) ||
  types.isWeakSet(value) ||
  types.isSharedArrayBuffer(value) ||
  types.isGeneratorObject(value) ||
  types.isExternal(value) ||
  value instanceof WeakRef;
