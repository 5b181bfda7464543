import { processWide } from "./process-wide.js";

/** What a proxy was made of, which nothing can read of the proxy itself. */
export interface ProxyParts {
  readonly target: object;
  readonly handler: ProxyHandler<object>;
  /** Of one that `Proxy.revocable` has made. */
  readonly revoke?: () => void;
}

/** What is left of a revoked proxy is what `typeof` says of it. */
export interface Revoked {
  readonly revoked: "object" | "function";
}

const parts = processWide("perdure.proxies", () => new WeakMap<object, ProxyParts | Revoked>());
/** The proxy that a function revokes; absent while a snapshot is being read. */
const revokers = processWide("perdure.revokers", () => new WeakMap<object, { proxy: object | undefined }>());
const native = Proxy;

/** `new Proxy(target, handler)` of compiled code, which a snapshot can store. */
export function proxy(target: object, handler: ProxyHandler<object>): object {
  const made: object = new globalThis.Proxy(target, handler);
  if (globalThis.Proxy === native) parts.set(made, { target, handler });
  return made;
}

/** `Proxy.revocable(target, handler)` of compiled code: both that it gives can be stored. */
export function revocable(target: object, handler: ProxyHandler<object>): object {
  const made = globalThis.Proxy.revocable(target, handler);
  if (globalThis.Proxy !== native) return made;
  parts.set(made.proxy, { target, handler, revoke: made.revoke });
  return { proxy: made.proxy, revoke: revoker(made.proxy) };
}

/** The function that revokes a proxy. */
export function revoker(proxy?: object): () => void {
  const state = { proxy };
  const revoke = (): void => revokeNow(state.proxy!);
  Object.defineProperty(revoke, "name", { value: "" });
  revokers.set(revoke, state);
  return revoke;
}

function revokeNow(proxy: object): void {
  const made = parts.get(proxy)!;
  if ("revoked" in made) return;
  parts.set(proxy, { revoked: typeof proxy === "function" ? "function" : "object" });
  made.revoke?.();
}

/** A proxy that was revoked before it was stored. */
export function revokedProxy(kind: Revoked["revoked"]): object {
  const target = kind === "function" ? () => {} : {};
  const { proxy, revoke } = native.revocable(target, {});
  parts.set(proxy, { revoked: kind });
  revoke();
  return proxy;
}

/** Undefined for whatever is no proxy of compiled code. Runs no trap. */
export const proxyParts = (value: object): ProxyParts | Revoked | undefined => parts.get(value);

export const revokerState = (value: object): { proxy: object | undefined } | undefined => revokers.get(value);
