import { proxy, proxyParts, revocable, revokedProxy, type ProxyParts } from "../../machine/proxy.js";
import { textField } from "../fields.js";
import type { Json, JsonObject } from "../json.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

/** A proxy of compiled code: its target and its handler, which are there before it is made. No trap is run. */
export const proxied: Kind = {
  name: "Proxy",
  untouchable: true,
  matches: (value): value is object => proxyParts(value) !== undefined,
  parts(value) {
    const made = proxyParts(value)!;
    return "revoked" in made ? [] : [made.target, made.handler];
  },
  partsOf: (json) => (json["revoked"] === undefined ? [part(json, "target"), part(json, "handler")] : []),
  encode(value, writer) {
    const made = proxyParts(value)!;
    if ("revoked" in made) return { revoked: made.revoked };
    return {
      target: writer.writePart(value, made.target, "(target)"),
      handler: writer.writePart(value, made.handler, "(handler)"),
      ...(made.revoke && { revocable: true }),
    };
  },
  allocate(json, [target, handler]) {
    if (json["revoked"] !== undefined) return revokedProxy(revokedKind(json));
    const made = [target as object, handler as ProxyHandler<object>] as const;
    return json["revocable"] === true ? (revocable(...made) as { proxy: object }).proxy : proxy(...made);
  },
};

function part(json: JsonObject, name: keyof ProxyParts): Json {
  const value = json[name];
  if (value === undefined) throw invalid(`a Proxy without its ${name}`);
  return value;
}

function revokedKind(json: JsonObject): "object" | "function" {
  const kind = textField(json, "revoked");
  if (kind !== "object" && kind !== "function") throw invalid(`a revoked Proxy of ${kind}`);
  return kind;
}
