import { ServiceError, type ServiceErrorDetails } from "../errors/service-error.js";
import {
  answerNotJson,
  answerTooLarge,
  invalidMethodName,
  payloadNotJson,
  serviceFailed,
  serviceUnreachable,
  type Message,
} from "../generated/messages.js";
import type { StepInfo } from "../operations/operation.js";
import type { ServiceCall } from "./call-service.js";
import { readBody } from "./read-body.js";
import type { Remote } from "./remote.js";
import { retryAfterMs } from "./retry-after.js";

/** Answers below 500 that say "later", not "never". */
const RETRYABLE = new Set([408, 425, 429]);

export const ANSWER_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * `POST {url}/{method}`, JSON both ways, with the step's idempotency key. An answer that is not JSON is a text, an
 * empty one undefined. Redirects are not followed: a POST would lose its body, or its headers go to another host.
 * Throws a ServiceError, or the reason of `info.signal` where that ends the request.
 */
export async function callHttp(
  remote: Remote,
  call: ServiceCall,
  info: StepInfo,
  nowMs: () => number,
): Promise<unknown> {
  const { service, method } = call;
  const fail: Fail = (message, details, options) =>
    new ServiceError(message, { service, method, ...details }, options);
  const request = requestOf(remote, call, info, fail);
  let response: Response;
  let text: string | undefined;
  try {
    response = await fetch(addressOf(remote, call, fail), request);
    text = await readBody(response, ANSWER_LIMIT_BYTES);
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    if (info.signal.aborted) throw info.signal.reason;
    const message = serviceUnreachable({ service, method, reason: reasonOf(error) });
    throw fail(message, { status: 0, retryable: true }, { cause: error });
  }
  const { status, ok, headers } = response;
  if (!ok) {
    const body = parse(text ?? "").value;
    const waitMs = retryAfterMs(headers.get("retry-after"), nowMs());
    const reason = failureText(response, body).slice(0, 500);
    const retryable = status >= 500 || RETRYABLE.has(status);
    throw fail(serviceFailed({ service, method, status: String(status), reason }), {
      status,
      body,
      retryable,
      ...(waitMs !== undefined && { retryAfterMs: waitMs }),
    });
  }
  if (text === undefined) {
    const limit = String(ANSWER_LIMIT_BYTES);
    throw fail(answerTooLarge({ service, method, limit }), { status, retryable: false });
  }
  const { value, error } = parse(text);
  if (error && isJson(headers.get("content-type"))) {
    const message = answerNotJson({ service, method, reason: error.message });
    throw fail(message, { status, body: text, retryable: true }, { cause: error });
  }
  return value;
}

type Fail = (
  message: Message,
  details: Omit<ServiceErrorDetails, "service" | "method">,
  options?: ErrorOptions,
) => ServiceError;

function requestOf(remote: Remote, call: ServiceCall, info: StepInfo, fail: Fail): RequestInit {
  const headers = new Headers({ accept: "application/json" });
  let body: string | undefined;
  try {
    body = JSON.stringify(call.payload);
  } catch (cause) {
    const message = payloadNotJson({ ...call, reason: reasonOf(cause).split("\n")[0]! });
    throw fail(message, { status: 0, retryable: false }, { cause });
  }
  if (body !== undefined) headers.set("content-type", "application/json");
  for (const [name, value] of Object.entries(remote.headers ?? {})) headers.set(name, value);
  headers.set("idempotency-key", headerText(info.idempotencyKey));
  return { method: "POST", headers, body: body ?? null, signal: info.signal, redirect: "manual" };
}

function addressOf(remote: Remote, { service, method }: ServiceCall, fail: Fail): string {
  // addresses give these a meaning of their own
  if (method === "" || method === "." || method === "..") {
    throw fail(invalidMethodName({ service, method }), { status: 0, retryable: false });
  }
  return `${remote.url.replace(/\/+$/, "")}/${encodeURIComponent(method)}`;
}

/** Headers take ASCII; other characters of a key, and "%", are written as in addresses, so that keys stay different. */
const headerText = (key: string): string =>
  key.replace(/[^\x20-\x24\x26-\x7e]/gu, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
      .join(""),
  );

const isJson = (contentType: string | null): boolean =>
  /^application\/([\w.+-]+\+)?json\b/i.test(contentType ?? "");

function parse(text: string): { readonly value: unknown; readonly error?: Error } {
  if (text === "") return { value: undefined };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { value: text, error: error as Error };
  }
}

function failureText({ status, statusText, headers }: Response, body: unknown): string {
  const to = status >= 300 && status < 400 ? headers.get("location") : null;
  if (to !== null) return `It redirects to ${to}; redirects are not followed.`;
  return typeof body === "string" ? body : (JSON.stringify(body) ?? statusText);
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error
    ? cause.message || ((cause as NodeJS.ErrnoException).code ?? cause.name)
    : String(cause);
}
