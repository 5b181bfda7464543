import { ServiceError } from "../errors/service-error.js";
import { objectNotCalled } from "../generated/messages.js";
import type { Remote } from "./remote.js";
import type { Method, ServedFunction, Service } from "./service.js";

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

/** A durable function of another process: who calls it knows its id alone. */
export interface Elsewhere {
  readonly functionId: string;
}

/**
 * The durable function that serves the method, where one does: then a call of it is a child execution. What this
 * process serves comes first, then who serves it on the same store, then the service's address (rule 20). Throws a
 * ServiceError (PD2336) for a class of durable objects.
 */
export function findFunction(
  services: readonly Service[],
  service: string,
  method: string,
  onStore: ServiceDirectory = NOBODY,
): ServedFunction | Elsewhere | undefined {
  const found = route(services, service, method);
  if (found?.kind === "function") return found.fn;
  if (found?.kind === "handler") return undefined;
  const functionId = onStore.functionOf(service, method);
  if (functionId !== undefined) return { functionId };
  // Also `Order.add`, as people may try it.
  const className = [method, method.slice(0, Math.max(0, method.lastIndexOf(".")))].find(
    (each) =>
      onStore.hasObject(service, each) ||
      services.some(({ name, objects }) => name === service && objects.has(each)),
  );
  if (className === undefined) return undefined;
  const details = { service, method, status: 0, retryable: false };
  throw new ServiceError(objectNotCalled({ service, method, class: className }), details);
}

/** Who serves what on a store. */
export interface ServiceDirectory {
  functionOf(service: string, method: string): string | undefined;
  /** Whether a method's name is that of a class of durable objects. */
  hasObject(service: string, name: string): boolean;
}

const NOBODY: ServiceDirectory = { functionOf: () => undefined, hasObject: () => false };
