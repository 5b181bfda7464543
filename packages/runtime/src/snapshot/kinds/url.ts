import { textField } from "../fields.js";
import type { Kind } from "./kind.js";

const href = Object.getOwnPropertyDescriptor(URL.prototype, "href")!.get as (this: unknown) => string;

export const url: Kind<URL> = {
  name: "URL",
  prototype: URL.prototype,
  matches(value): value is URL {
    if (!(value instanceof URL)) return false;
    try {
      return href.call(value) !== "";
    } catch {
      return false; // made by Object.create
    }
  },
  encode: (value) => ({ value: href.call(value) }),
  allocate: (json) => new URL(textField(json, "value")),
};
