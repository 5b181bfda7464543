import { define } from "../define.js";
import { textField } from "../fields.js";
import type { Kind } from "./kind.js";

const getter = (name: "name" | "message" | "code") =>
  Object.getOwnPropertyDescriptor(DOMException.prototype, name)!.get as (this: unknown) => unknown;
const [nameOf, messageOf, codeOf] = [getter("name"), getter("message"), getter("code")];

/** The errors of the platform's own functions, such as the `AbortError` of a signal. */
export const domException: Kind<DOMException> = {
  name: "DOMException",
  prototype: DOMException.prototype,
  matches(value): value is DOMException {
    if (!(value instanceof DOMException)) return false;
    try {
      return typeof codeOf.call(value) === "number";
    } catch {
      return false; // made by Object.create
    }
  },
  encode: (value) => ({
    name: String(nameOf.call(value)),
    message: String(messageOf.call(value)),
    stack: String(value.stack),
  }),
  otherKeys: (value) => Reflect.ownKeys(value).filter((key) => key !== "stack"),
  allocate(json) {
    const value = new DOMException(textField(json, "message"), textField(json, "name"));
    define(value, "stack", {
      value: textField(json, "stack"),
      writable: true,
      enumerable: false,
      configurable: true,
    });
    return value;
  },
};
