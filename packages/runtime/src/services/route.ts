import type { Remote } from "./remote.js";
import type { Method, Service } from "./service.js";

/** Who takes a call: a handler or a durable function in this process, or an address. */
export type Route = Method | { readonly kind: "remote"; readonly remote: Remote };

/** In this order: what this process serves, then the service's address; undefined where nobody takes the call. */
export function route(services: readonly Service[], service: string, method: string): Route | undefined {
  const named = services.filter(({ name }) => name === service);
  for (const { methods } of named) {
    const found = methods.get(method);
    if (found) return found;
  }
  const remote = named.find(({ remoteAddress }) => remoteAddress)?.remoteAddress;
  return remote && { kind: "remote", remote };
}

/** The durable function that serves the method, where one does: then a call of it is a child execution. */
export function findFunction(services: readonly Service[], service: string, method: string) {
  const found = route(services, service, method);
  return found?.kind === "function" ? found.fn : undefined;
}
