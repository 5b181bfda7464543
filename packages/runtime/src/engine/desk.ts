import { sendPolicy, type SendEventOptions } from "../options/operation-options.js";
import type { ExecutionInfo } from "../api/handle.js";
import { CancelledError } from "../errors/cancelled-error.js";
import { decode, encode } from "../snapshot/index.js";
import type { ExecutionFilter, ExecutionStatus, ParkReason } from "../store/store.js";
import { crossByValue } from "./cross-by-value.js";
import { executionInfo } from "./execution-info.js";
import { executionEntry } from "./history-entry.js";
import type { Parts } from "./open-core.js";

/** Events that nobody takes are kept for so long. */
export const EVENT_LIFETIME_MS = 7 * 86_400_000;
const PAGE = 100;

/** What to look for; all conditions hold, and lists mean "one of". */
export interface ListOptions {
  readonly status?: ExecutionStatus | readonly ExecutionStatus[];
  /** Parked: why. */
  readonly reason?: readonly ParkReason[];
  /** By id or by durable function. */
  readonly functionId?: readonly string[];
  readonly tags?: readonly string[];
  readonly parent?: string;
  readonly createdFrom?: Date;
  readonly createdBefore?: Date;
  /** Newest first. Default 100. */
  readonly limit?: number;
  /** Where the page before ended: its `next`. */
  readonly after?: string;
}

export interface Page {
  readonly executions: readonly ExecutionInfo[];
  /** Where the next page begins; undefined where there is none. */
  readonly next: string | undefined;
}

/** An event that nobody has taken. */
export interface EventInfo {
  readonly eventId: string;
  readonly payload: unknown;
  readonly to: string | null;
  readonly sentAt: Date;
  readonly expiresAt: Date;
}

/** What people do with executions, their own and those of other processes. */
export class Desk {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async list(options: ListOptions = {}): Promise<Page> {
    const { status, createdFrom, createdBefore, limit = PAGE, after, ...rest } = options;
    const filter: ExecutionFilter = {
      ...rest,
      limit,
      ...(status !== undefined && { status: typeof status === "string" ? [status] : status }),
      ...(createdFrom && { createdFromMs: createdFrom.getTime() }),
      ...(createdBefore && { createdBeforeMs: createdBefore.getTime() }),
      ...(after !== undefined && { beforeSeq: Number(after) }),
    };
    const found = await this.#parts.core.store.list(filter);
    const last = found.length === limit ? found.at(-1) : undefined;
    return { executions: found.map(executionInfo), next: last && String(last.seq) };
  }

  async sendEvent(eventId: string, payload?: unknown, options?: SendEventOptions): Promise<void> {
    const { core } = this.#parts;
    const policy = sendPolicy("engine.sendEvent", options);
    const sentAtMs = core.clock.now();
    const expiresAtMs = sentAtMs + EVENT_LIFETIME_MS;
    await core.store.sendEvent({ eventId, payload: encode(payload), ...policy, sentAtMs, expiresAtMs });
    core.messagesArrived();
  }

  async events({ expired = false, limit = PAGE } = {}): Promise<readonly EventInfo[]> {
    const { core } = this.#parts;
    const events = await core.store.events(expired, core.clock.now(), limit);
    return events.map(({ eventId, payload, to = null, sentAtMs, expiresAtMs }) => ({
      eventId,
      payload: payload === null ? undefined : decode(payload),
      to,
      sentAt: new Date(sentAtMs),
      expiresAt: new Date(expiresAtMs),
    }));
  }

  /** A parked execution goes on where it stands. False where it is not parked. */
  resume(id: string): Promise<boolean> {
    return this.#unpark(id, "resume");
  }

  /** A parked execution begins again at its start, with `ctx.state` kept. False where it is not parked. */
  retry(id: string): Promise<boolean> {
    return this.#unpark(id, "retry");
  }

  /** Ends an execution without running its code. False where it has ended already. */
  async end(id: string, reason?: string): Promise<boolean> {
    const { core } = this.#parts;
    const error = new CancelledError(`The execution "${id}"`, reason);
    const { text } = crossByValue({ error }, id);
    const execution = await core.store.find(id);
    const nowMs = core.clock.now();
    const entries = execution && JSON.stringify([executionEntry("end", nowMs, execution.attempt, { error })]);
    if (execution && (await core.store.endParked(id, text, nowMs, entries!))) {
      core.waiters.tell({ id, status: "failed", outcome: text, reason: null, detail: null });
      core.messagesArrived();
      return true;
    }
    const isSent = await core.store.send(id, { kind: "end", payload: reason ?? null });
    if (isSent) core.messagesArrived();
    return isSent;
  }

  /** Removes ended executions whose retention is over. Returns how many. */
  async sweep(): Promise<number> {
    const { store, clock } = this.#parts.core;
    let swept = 0;
    for (;;) {
      const count = await store.sweep(clock.now(), PAGE);
      swept += count;
      if (count < PAGE) return swept;
    }
  }

  async #unpark(id: string, how: "resume" | "retry"): Promise<boolean> {
    const { core, scheduler } = this.#parts;
    const execution = await core.store.find(id);
    if (!execution) return false;
    const nowMs = core.clock.now();
    const entry = executionEntry(how, nowMs, execution.attempt);
    const isParked = await core.store.unpark(id, how, nowMs, JSON.stringify([entry]));
    if (isParked) await scheduler.claim();
    return isParked;
  }
}
