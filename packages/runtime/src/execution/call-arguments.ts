import { PerdureError } from "../errors/perdure-error.js";
import { invalidArgument } from "../generated/messages.js";
import type { OperationOptions } from "../options/step-policy.js";

interface ServiceCallArguments {
  readonly service: string;
  readonly method: string;
  readonly payload: unknown;
  readonly options: OperationOptions | undefined;
}

/** The arguments of `ctx.call(service, method, payload, options)`; the service by name, or as it was declared. */
export function callOf([first, method, payload, options]: readonly unknown[]): ServiceCallArguments {
  const service = typeof first === "string" ? first : (first as { name?: unknown } | null | undefined)?.name;
  if (typeof service !== "string" || typeof method !== "string") {
    const problem = `${typeof first} and ${typeof method} for the service and the method`;
    const hint = 'Write `ctx.call("service", "method", payload)`, or `ctx.call(durableFunction, ...args)`.';
    throw new PerdureError(invalidArgument({ where: "ctx.call", problem, hint }));
  }
  return { service, method, payload, options: options as OperationOptions | undefined };
}
