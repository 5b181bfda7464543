import { PerdureError } from "../errors/perdure-error.js";
import { unknownService } from "../generated/messages.js";
import type { StepInfo } from "../operations/operation.js";
import { callHttp } from "./call-http.js";
import type { Service } from "./service.js";

export interface ServiceCall {
  readonly service: string;
  readonly method: string;
  /** A copy of its own. */
  readonly payload: unknown;
}

/** Routes a call: a handler in this process first, then the service's address. */
export async function callService(
  services: readonly Service[],
  { service, method, payload }: ServiceCall,
  info: StepInfo,
): Promise<unknown> {
  const named = services.filter((candidate) => candidate.name === service);
  const handler = named.find((candidate) => candidate.handlers.has(method))?.handlers.get(method);
  if (handler) return handler(payload as never, info);
  const remote = named.find((candidate) => candidate.remoteAddress)?.remoteAddress;
  if (remote) return callHttp(remote, { service, method, payload }, info);
  throw new PerdureError(unknownService({ service, method }));
}
