import { proxy, proxyParts } from "../../machine/proxy.js";
import type { Json, JsonObject } from "../json.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

/** A proxy of compiled code: its target and its handler, which are there before it is made. No trap is run. */
export const proxied: Kind = {
  name: "Proxy",
  untouchable: true,
  matches: (value): value is object => proxyParts(value) !== undefined,
  parts(value) {
    const { target, handler } = proxyParts(value)!;
    return [target, handler];
  },
  partsOf: (json) => [part(json, "target"), part(json, "handler")],
  encode(value, writer) {
    const { target, handler } = proxyParts(value)!;
    return {
      target: writer.writePart(value, target, "(target)"),
      handler: writer.writePart(value, handler, "(handler)"),
    };
  },
  allocate: (_json, [target, handler]) => proxy(target as object, handler as ProxyHandler<object>),
};

function part(json: JsonObject, name: "target" | "handler"): Json {
  const value = json[name];
  if (value === undefined) throw invalid(`a Proxy without its ${name}`);
  return value;
}
