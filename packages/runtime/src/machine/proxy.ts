import { processWide } from "./process-wide.js";

/** What a proxy was made of, which nothing can read of the proxy itself. */
export interface ProxyParts {
  readonly target: object;
  readonly handler: ProxyHandler<object>;
}

const parts = processWide("perdure.proxies", () => new WeakMap<object, ProxyParts>());
const native = Proxy;

/** `new Proxy(target, handler)` of compiled code, which a snapshot can store. */
export function proxy(target: object, handler: ProxyHandler<object>): object {
  const made: object = new globalThis.Proxy(target, handler);
  if (globalThis.Proxy === native) parts.set(made, { target, handler });
  return made;
}

/** Undefined for whatever is no proxy of compiled code. Runs no trap. */
export const proxyParts = (value: object): ProxyParts | undefined => parts.get(value);
