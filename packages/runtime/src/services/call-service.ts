import { ServiceError } from "../errors/service-error.js";
import { unknownService } from "../generated/messages.js";
import type { StepInfo } from "../operations/operation.js";
import { callHttp } from "./call-http.js";
import { route } from "./route.js";
import type { Service } from "./service.js";

export interface ServiceCall {
  readonly service: string;
  readonly method: string;
  /** A copy of its own. */
  readonly payload: unknown;
}

/**
 * One attempt of a call that a handler or an address takes. A method that a durable function serves is not called
 * here: the engine starts a child execution for it, see `findFunction`.
 */
export async function callService(
  services: readonly Service[],
  { service, method, payload }: ServiceCall,
  info: StepInfo,
  nowMs: () => number,
): Promise<unknown> {
  const to = route(services, service, method);
  if (to?.kind === "handler") return to.handler(payload as never, info);
  if (to?.kind === "remote") return callHttp(to.remote, { service, method, payload }, info, nowMs);
  const details = { service, method, status: 0, retryable: false };
  throw new ServiceError(unknownService({ service, method }), details);
}
