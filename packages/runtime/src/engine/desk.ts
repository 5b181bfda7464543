import { sendPolicy, type SendEventOptions } from "../options/operation-options.js";
import type { ExecutionInfo } from "../api/handle.js";
import { checkReason, checkText } from "../options/arguments.js";
import { readOptions } from "../options/known-options.js";
import { CancelledError } from "../errors/cancelled-error.js";
import { PerdureError } from "../errors/perdure-error.js";
import { engineStopped, executionUnknown } from "../generated/messages.js";
import { decode, encode } from "../snapshot/index.js";
import type { ExecutionFilter, ExecutionStatus, ParkReason } from "../store/store.js";
import { isObjectId } from "../api/definition.js";
import { crossByValue } from "./cross-by-value.js";
import { executionInfo } from "./execution-info.js";
import { executionEntry } from "./history-entry.js";
import type { Core } from "./core.js";
import { tellCallers } from "./objects/object-callers.js";
import type { Parts } from "./open-core.js";

/** Events that nobody takes are kept for so long. */
export const EVENT_LIFETIME_MS = 7 * 86_400_000;
const PAGE = 100;

/** What to look for; all conditions hold, and lists mean "one of". */
export interface ListOptions {
  readonly status?: ExecutionStatus | readonly ExecutionStatus[];
  /** Parked: why. */
  readonly reason?: ParkReason | readonly ParkReason[];
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

export interface EventsOptions {
  /** Those that have expired, instead of those that are kept for who waits later. */
  readonly expired?: boolean;
  /** Oldest first. Default 100. */
  readonly limit?: number;
}

/** An event that nobody has taken. */
export interface EventInfo {
  readonly eventId: string;
  /** Undefined where it cannot be read: `unreadable` says why. */
  readonly payload: unknown;
  readonly unreadable?: Error;
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

  async list(options?: ListOptions): Promise<Page> {
    const { store } = runningCore(this.#parts);
    const given = readOptions("engine.list", "engine.list", options);
    const { status, reason, createdFrom, createdBefore, limit = PAGE, after, ...rest } = given;
    const filter: ExecutionFilter = {
      ...rest,
      limit,
      ...(status !== undefined && { status: typeof status === "string" ? [status] : status }),
      ...(reason !== undefined && { reason: typeof reason === "string" ? [reason] : reason }),
      ...(createdFrom && { createdFromMs: createdFrom.getTime() }),
      ...(createdBefore && { createdBeforeMs: createdBefore.getTime() }),
      ...(after !== undefined && { beforeSeq: Number(after) }),
    };
    const found = await store.list(filter);
    const last = found.length === limit ? found.at(-1) : undefined;
    return { executions: found.map(executionInfo), next: last && String(last.seq) };
  }

  /** With `to` an execution that has ended the event is dropped; one that does not exist is an error (PD2076). */
  async sendEvent(eventId: string, payload?: unknown, options?: SendEventOptions): Promise<void> {
    const core = runningCore(this.#parts);
    checkText("engine.sendEvent", "the id", eventId);
    const policy = sendPolicy("engine.sendEvent", options);
    const text = encode(payload);
    if (policy.to !== null && !(await core.store.find(policy.to))) {
      throw new PerdureError(executionUnknown({ id: policy.to }));
    }
    const sentAtMs = core.clock.now();
    const expiresAtMs = sentAtMs + EVENT_LIFETIME_MS;
    await core.store.sendEvent({ eventId, payload: text, ...policy, sentAtMs, expiresAtMs });
    core.messagesArrived();
  }

  async events(options?: EventsOptions): Promise<readonly EventInfo[]> {
    const core = runningCore(this.#parts);
    const { expired = false, limit = PAGE } = readOptions("engine.events", "engine.events", options);
    const events = await core.store.events(expired, core.clock.now(), limit);
    return events.map(({ eventId, payload, to = null, sentAtMs, expiresAtMs }) => ({
      eventId,
      ...payloadOf(payload),
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

  /**
   * Ends an execution without running its code: it is `cancelled`, with a `CancelledError` that says so. False where it
   * has ended already.
   */
  async end(id: string, reason?: string): Promise<boolean> {
    const core = runningCore(this.#parts);
    checkText("engine.end", "the id", id);
    checkReason("engine.end", reason);
    const error = new CancelledError(`The execution "${id}"`, reason, "ended");
    const { text } = crossByValue({ error }, id);
    const execution = await core.store.find(id);
    const nowMs = core.clock.now();
    const history = JSON.stringify([executionEntry("end", nowMs, execution?.attempt ?? 1, { error })]);
    const forgets = execution !== null && isObjectId(execution.functionId);
    const more = { history, reason: reason ?? null, forgets };
    if (execution && (await core.store.endParked(id, text, nowMs, more))) {
      if (forgets) await tellCallers(core);
      core.waiters.tell({ id, status: "cancelled", outcome: text, reason: null, detail: null });
      core.messagesArrived();
      return true;
    }
    const isSent = await core.store.send(id, { kind: "end", payload: reason ?? null });
    if (isSent) core.messagesArrived();
    return isSent;
  }

  /** Removes ended executions whose retention is over. Returns how many. */
  async sweep(): Promise<number> {
    const { store, clock } = runningCore(this.#parts);
    let swept = 0;
    for (;;) {
      const count = await store.sweep(clock.now(), PAGE);
      swept += count;
      if (count < PAGE) return swept;
    }
  }

  async #unpark(id: string, how: "resume" | "retry"): Promise<boolean> {
    const core = runningCore(this.#parts);
    checkText(`engine.${how}`, "the id", id);
    const execution = await core.store.find(id);
    if (!execution) return false;
    const nowMs = core.clock.now();
    const entry = executionEntry(how, nowMs, execution.attempt);
    const isParked = await core.store.unpark(id, how, nowMs, JSON.stringify([entry]));
    if (isParked) await this.#parts.scheduler.claim();
    return isParked;
  }
}

/** One damaged payload, or one of code that is not loaded, must not hide the other events. */
function payloadOf(text: string | null): Pick<EventInfo, "payload" | "unreadable"> {
  try {
    return { payload: text === null ? undefined : decode(text) };
  } catch (unreadable) {
    return { payload: undefined, unreadable: unreadable as Error };
  }
}

/** What an engine works with. Throws once it has stopped: its store may be closed. */
export function runningCore({ core }: Parts): Core {
  if (core.stopping.aborted) throw new PerdureError(engineStopped());
  return core;
}
