import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import {
  coordinatorAnswer,
  coordinatorRefused,
  coordinatorUnreachable,
  storeClosed,
} from "../../generated/messages.js";
import { LeaseLostError, StoreError } from "../store-error.js";
import { readFailure, type WrittenFailure } from "./failure.js";
import type { RemoteMethod, RemoteRequest } from "./protocol.js";

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1000;
const ANSWER_WITHIN_MS = 30_000;
/** What a proxy says while the coordinator is away. */
const AWAY = new Set([502, 503, 504]);
const GONE = 410;

export interface CallerOptions {
  readonly url: string;
  readonly token: string | undefined;
  /** Told when the coordinator cannot be reached any more, with the reason, and when it can again (undefined). */
  readonly onConnection: (trouble: string | undefined) => void;
}

/** Sends requests to a coordinator, again and again while it is away. */
export class Caller {
  readonly #options: CallerOptions;
  readonly #closing = new AbortController();
  readonly #attempts = new Set<AbortController>();
  #trouble: string | undefined;
  /** Requests that may have been carried out although their answer was lost. */
  retried = 0;

  constructor(options: CallerOptions) {
    this.#options = options;
    setMaxListeners(0, this.#closing.signal);
  }

  /** Ends what is under way. */
  close(): void {
    this.#closing.abort();
    for (const attempt of this.#attempts) attempt.abort();
  }

  /**
   * The answer's value. `patienceMs`: how long to try while nobody answers; default: for ever. Rejects with a
   * StoreError, or with the error that the coordinator's store gave.
   */
  async call(method: RemoteMethod, request: RemoteRequest, patienceMs = Infinity): Promise<unknown> {
    const { url } = this.#options;
    const body = JSON.stringify(request);
    const startMs = performance.now();
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      this.assertOpen();
      const answer = await this.#send(method, body);
      if ("away" in answer) {
        this.assertOpen();
        this.#tell(answer.away);
        this.retried += 1;
        if (performance.now() - startMs > patienceMs)
          throw new StoreError(coordinatorUnreachable({ url, reason: answer.away }));
        await sleep(pauseMs * (0.5 + Math.random() / 2), undefined, { signal: this.#closing.signal }).catch(
          () => this.assertOpen(),
        );
        continue;
      }
      this.#tell(undefined);
      return this.#read(method, answer);
    }
  }

  async #send(method: string, body: string): Promise<Answer | { readonly away: string }> {
    const { url, token } = this.#options;
    const attempt = new AbortController();
    const late = setTimeout(() => attempt.abort(), ANSWER_WITHIN_MS);
    this.#attempts.add(attempt);
    try {
      const response = await fetch(`${url}/store/${method}`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body,
        redirect: "manual",
        signal: attempt.signal,
      });
      const text = await response.text();
      if (AWAY.has(response.status)) return { away: `it answers with ${response.status}` };
      return { status: response.status, text };
    } catch (error) {
      return { away: reasonOf(error) };
    } finally {
      clearTimeout(late);
      this.#attempts.delete(attempt);
    }
  }

  #read(method: string, { status, text }: Answer): unknown {
    const { url } = this.#options;
    let answer: { value?: unknown; error?: WrittenFailure };
    try {
      answer = JSON.parse(text) as typeof answer;
      if (typeof answer !== "object" || answer === null) throw new Error("it is not an object");
    } catch (error) {
      const reason = `status ${status}, ${(error as Error).message.split("\n")[0]}`;
      throw new StoreError(coordinatorAnswer({ url, method, reason }));
    }
    if (status === 200) return answer.value;
    if (status === GONE) throw new LeaseLostError();
    if (status >= 500 && answer.error) throw readFailure(answer.error);
    const reason = answer.error?.message ?? text.slice(0, 200);
    throw new StoreError(coordinatorRefused({ url, method, status: String(status), reason }));
  }

  #tell(trouble: string | undefined): void {
    if ((trouble === undefined) !== (this.#trouble === undefined)) this.#options.onConnection(trouble);
    this.#trouble = trouble;
  }

  /** Throws a StoreError (PD2209) once it is closed. */
  assertOpen(): void {
    if (this.#closing.signal.aborted) throw new StoreError(storeClosed({ file: this.#options.url }));
  }
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return cause.message || ((cause as NodeJS.ErrnoException).code ?? cause.name);
}
