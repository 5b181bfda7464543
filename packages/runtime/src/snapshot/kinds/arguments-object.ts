import { types } from "node:util";
import { argumentsOf } from "../../machine/arguments.js";
import type { Kind } from "./kind.js";

const empty = argumentsOf([]);

/** `arguments`, as strict code has it; that of other code is tied to a call. */
export const argumentsObject: Kind<object> = {
  name: "arguments",
  matches: (value): value is object => types.isArgumentsObject(value),
  pristine: () => ({ object: empty, is: Object.is }),
  encode(value, writer) {
    const sloppy = Object.getOwnPropertyDescriptor(value, "callee")?.get === undefined;
    return sloppy && Object.hasOwn(value, "callee") ? writer.refuse("value", "arguments object") : {};
  },
  allocate: () => argumentsOf([]),
};
