import { textField } from "../fields.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";
import { searchParams } from "./url.js";

const text = Object.getOwnPropertyDescriptor(URLSearchParams.prototype, "toString")!.value as (
  this: unknown,
) => string;

/** Those of a URL go on changing it. They show their URL only once that has been met. */
const owners = new WeakMap<URLSearchParams, URL>();

/** Remembers the URL whose `searchParams` these are; false where it was known. */
export function addOwner(params: URLSearchParams, url: URL): boolean {
  if (owners.get(params) === url) return false;
  owners.set(params, url);
  return true;
}

export const urlSearchParams: Kind<URLSearchParams> = {
  name: "URLSearchParams",
  prototype: URLSearchParams.prototype,
  matches(value): value is URLSearchParams {
    if (!(value instanceof URLSearchParams)) return false;
    try {
      return typeof text.call(value) === "string";
    } catch {
      return false; // made by Object.create
    }
  },
  parts: (value) => (owners.has(value) ? [owners.get(value)] : []),
  partsOf: (json) => (json["url"] === undefined ? [] : [json["url"]]),
  encode(value, writer) {
    const owner = owners.get(value);
    return owner ? { url: writer.writePart(value, owner, "(url)") } : { value: text.call(value) };
  },
  allocate(json, [owner]) {
    if (json["url"] === undefined) return new URLSearchParams(textField(json, "value"));
    if (!(owner instanceof URL)) throw invalid("URLSearchParams without their URL");
    return searchParams.call(owner);
  },
};
