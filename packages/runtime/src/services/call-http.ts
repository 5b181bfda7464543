import { ServiceError } from "../errors/service-error.js";
import { serviceFailed, serviceUnreachable } from "../generated/messages.js";
import type { StepInfo } from "../operations/operation.js";
import type { ServiceCall } from "./call-service.js";
import type { Remote } from "./service.js";

/** Answers below 500 that say "later", not "never". */
const RETRYABLE = new Set([408, 425, 429]);

/** `POST {url}/{method}`, JSON both ways, with the step's idempotency key. */
export async function callHttp(remote: Remote, call: ServiceCall, info: StepInfo): Promise<unknown> {
  const { service, method, payload } = call;
  const url = `${remote.url.replace(/\/+$/, "")}/${encodeURIComponent(method)}`;
  const headers = {
    accept: "application/json",
    "content-type": "application/json",
    ...remote.headers,
    "idempotency-key": info.idempotencyKey,
  };
  const body = payload === undefined ? null : JSON.stringify(payload);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { method: "POST", headers, body, signal: info.signal });
    text = await response.text();
  } catch (error) {
    const message = serviceUnreachable({ service, method, reason: reasonOf(error) });
    throw new ServiceError(message, { status: 0, retryable: true }, { cause: error });
  }
  const answer = parse(text);
  if (response.ok) return answer;
  const { status } = response;
  const reason = typeof answer === "string" ? answer : (JSON.stringify(answer) ?? response.statusText);
  throw new ServiceError(
    serviceFailed({ service, method, status: String(status), reason: reason.slice(0, 500) }),
    {
      status,
      body: answer,
      retryable: status >= 500 || RETRYABLE.has(status),
    },
  );
}

function parse(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error
    ? cause.message || ((cause as NodeJS.ErrnoException).code ?? cause.name)
    : String(cause);
}
