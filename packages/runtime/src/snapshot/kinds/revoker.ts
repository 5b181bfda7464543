import { proxyParts, revoker as revokerFunction, revokerState } from "../../machine/proxy.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

/** A function that revokes a proxy, as `Proxy.revocable` gives. */
export const revoker: Kind = {
  name: "revoker",
  prototype: Function.prototype,
  matches: (value): value is object => revokerState(value) !== undefined,
  otherKeys: () => [],
  encode: (value, writer) => ({ of: writer.write(revokerState(value)!.proxy, "(proxy)") }),
  allocate: () => revokerFunction(),
  fill(value, json, reader) {
    const proxy = json["of"] === undefined ? undefined : reader.read(json["of"]);
    const made = isObject(proxy) ? proxyParts(proxy) : undefined;
    if (!made || !("revoked" in made || made.revoke)) throw invalid("a revoker without its Proxy");
    revokerState(value)!.proxy = proxy as object;
  },
};

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";
