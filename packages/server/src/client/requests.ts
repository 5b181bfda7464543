import { setTimeout as sleep } from "node:timers/promises";
import { clientAnswer, clientFailed, type Message } from "../generated/messages.js";
import { CoordinatorError } from "./coordinator-error.js";

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1000;
const ANSWER_WITHIN_MS = 90_000;
const AWAY = new Set([502, 503, 504]);

export interface Request {
  readonly method: "GET" | "POST";
  /** With its slash. */
  readonly path: string;
  readonly body?: unknown;
  /** Names a write, so that it can be sent again. */
  readonly key?: string;
  /** Ends the waiting; the error is the signal's reason then. */
  readonly signal?: AbortSignal;
}

/** Sends requests to the coordinator; again for a while where nobody answers. */
export class Requests {
  readonly #url: string;
  readonly #token: string | undefined;
  readonly #patienceMs: number;

  constructor(url: string, token: string | undefined, patienceMs: number) {
    this.#url = url;
    this.#token = token;
    this.#patienceMs = patienceMs;
  }

  /** The answer's JSON. Rejects with a CoordinatorError. */
  async send<T>(request: Request): Promise<T> {
    let awaySinceMs = performance.now();
    const { signal } = request;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const triedMs = performance.now();
      signal?.throwIfAborted();
      const answer = await this.#try(request);
      signal?.throwIfAborted();
      if (!("away" in answer)) return read<T>(this.#url, answer);
      const nowMs = performance.now();
      // Somebody was there, and has gone while the answer was waited for.
      if (nowMs - triedMs > LONGEST_PAUSE_MS) awaySinceMs = nowMs;
      if (nowMs - awaySinceMs >= this.#patienceMs)
        throw failure(clientFailed({ url: this.#url, reason: answer.away }), 0, answer.cause);
      await sleep(pauseMs);
    }
  }

  async #try({ method, path, body, key, signal }: Request): Promise<Answer | Away> {
    const headers = {
      accept: "application/json",
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(this.#token !== undefined && { authorization: `Bearer ${this.#token}` }),
      ...(key !== undefined && { "idempotency-key": key }),
    };
    try {
      const response = await fetch(this.#url + path, {
        method,
        headers,
        redirect: "manual",
        signal: AbortSignal.any([AbortSignal.timeout(ANSWER_WITHIN_MS), ...(signal ? [signal] : [])]),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const { status } = response;
      return AWAY.has(status) ? { away: `it answers with ${status}`, cause: undefined } : { status, text };
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : (error as Error);
      return { away: cause.message || ((cause as NodeJS.ErrnoException).code ?? cause.name), cause: error };
    }
  }
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Away {
  readonly away: string;
  readonly cause: unknown;
}

function read<T>(url: string, { status, text }: Answer): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const reason = `status ${status}, ${(error as Error).message.split("\n")[0]}`;
    throw failure(clientAnswer({ url, reason }), status, error);
  }
  if (status >= 200 && status < 300) return json as T;
  const { error } = json as { error?: { message?: string; code?: string } };
  if (error?.message !== undefined) throw new CoordinatorError(error.message, error.code ?? "", status);
  throw failure(clientAnswer({ url, reason: `status ${status}` }), status);
}

const failure = (
  { message, why, action, code }: Message,
  status: number,
  cause?: unknown,
): CoordinatorError =>
  new CoordinatorError(`${message}\n  ${why}\n  What to do: ${action} [${code}]`, code, status, { cause });
