import { textField } from "../fields.js";
import { EncodeAgain } from "../encode-again.js";
import type { Kind } from "./kind.js";
import { addOwner } from "./url-search-params.js";

const getter = (name: "href" | "searchParams"): unknown =>
  Object.getOwnPropertyDescriptor(URL.prototype, name)!.get;
const href = getter("href") as (this: unknown) => string;

/** The one object that reads and writes a URL's query. */
export const searchParams = getter("searchParams") as (this: URL) => URLSearchParams;

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
  encode(value, writer) {
    const params = searchParams.call(value);
    if (addOwner(params, value) && writer.has(params)) throw new EncodeAgain();
    return { value: href.call(value) };
  },
  allocate: (json) => new URL(textField(json, "value")),
};
