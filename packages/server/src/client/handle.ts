import { randomUUID } from "node:crypto";
import { ParkedError, type ExecutionStatus, type HistoryEntry } from "perdure";
import { decode, readOutcome, type Texts } from "perdure/engine";
import type { Requests } from "./requests.js";
import { readView, type ExecutionView, type Sent } from "./views.js";

const WAIT_MS = 25_000;

interface SentOutcome {
  readonly status: ExecutionStatus;
  readonly reason?: string;
  readonly detail?: string;
  readonly encoded?: string;
}

/** An execution at a coordinator. */
export class ClientHandle<Result = unknown> {
  readonly id: string;
  readonly #requests: Requests;
  readonly #path: string;
  readonly #texts: Texts | undefined;

  constructor(id: string, requests: Requests, texts: Texts | undefined) {
    this.id = id;
    this.#requests = requests;
    this.#path = `/executions/${encodeURIComponent(id)}`;
    this.#texts = texts;
  }

  /** Waits for the end: the function's result, its error, or a `ParkedError`. */
  async result(): Promise<Result> {
    for (;;) {
      const path = `${this.#path}/result?wait=${WAIT_MS}`;
      const sent = await this.#requests.send<SentOutcome>({ method: "GET", path });
      if (sent.encoded !== undefined) {
        const outcome = readOutcome(this.#texts?.decode(sent.encoded) ?? sent.encoded);
        if ("error" in outcome) throw outcome.error;
        return outcome.value as Result;
      }
      if (sent.status === "parked") throw new ParkedError(this.id, sent.reason ?? "", sent.detail ?? "");
    }
  }

  async status(): Promise<ExecutionStatus> {
    return (await this.info()).status;
  }

  async info(): Promise<ExecutionView> {
    return readView(await this.#requests.send<Sent<ExecutionView>>({ method: "GET", path: this.#path }));
  }

  /** The last `ctx.setProgress`, undefined where there was none. */
  async progress<T = unknown>(): Promise<T | undefined> {
    const path = `${this.#path}/progress`;
    const { encoded } = await this.#requests.send<{ encoded?: string }>({ method: "GET", path });
    return encoded === undefined ? undefined : (decode(this.#texts?.decode(encoded) ?? encoded) as T);
  }

  /** What it has done, oldest first. */
  async history(): Promise<readonly HistoryEntry[]> {
    const path = `${this.#path}/history`;
    return (await this.#requests.send<{ entries: readonly HistoryEntry[] }>({ method: "GET", path })).entries;
  }

  /**
   * Throws a `CancelledError` at the execution's awaits, so that it can clean up; a second call ends it at once. False
   * where it has ended already.
   */
  async cancel(reason?: string): Promise<boolean> {
    const { cancelled } = await this.#post<{ cancelled: boolean }>(
      "cancel",
      reason === undefined ? {} : { reason },
    );
    return cancelled;
  }

  /** A parked execution goes on where it stands. False where it is not parked. */
  async resume(): Promise<boolean> {
    return (await this.#post<{ done: boolean }>("resume", {})).done;
  }

  /** A parked execution begins again at its start. False where it is not parked. */
  async retry(): Promise<boolean> {
    return (await this.#post<{ done: boolean }>("retry", {})).done;
  }

  #post<T>(what: string, body: object): Promise<T> {
    return this.#requests.send<T>({ method: "POST", path: `${this.#path}/${what}`, body, key: randomUUID() });
  }
}
