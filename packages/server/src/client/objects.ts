import { randomUUID } from "node:crypto";
import {
  ObjectMissingError,
  ParkedError,
  TimeoutError,
  type AnyObjectClass,
  type ListObjectsOptions,
  type ObjectInfo,
  type ObjectPage,
  type Stub,
} from "perdure";
import {
  DESTROY,
  encode,
  formerIds,
  newStub,
  objectExecutionId,
  objectOf,
  readOutcome,
  stubTarget,
  unloadedClass,
  writeCall,
  type StubTarget,
  type Texts,
} from "perdure/engine";
import { CoordinatorError } from "./coordinator-error.js";
import type { Requests } from "./requests.js";
import type { Sent } from "./views.js";

/** How long one request waits for an answer. */
const WAIT_MS = 25_000;
const KEPT_MS = 600_000;
const KEPT_BY_ID_MS = 7 * 86_400_000;

interface SentAnswer {
  readonly status: "answered" | "parked" | "pending";
  readonly reason?: string;
  readonly detail?: string;
  readonly encoded?: string;
}

/** The durable objects of one class at a coordinator. */
export class ClientObjects<Class extends AnyObjectClass> {
  readonly #requests: Requests;
  readonly #texts: Texts | undefined;
  readonly #Class: StubTarget["Class"];
  readonly #path: string;
  readonly #prefix: string;
  readonly #className: string;
  /** Left to the coordinator where the class is not loaded here. */
  readonly #classIds: readonly string[] | undefined;

  constructor(Class: Class | string, requests: Requests, texts: Texts | undefined) {
    this.#requests = requests;
    this.#texts = texts;
    if (typeof Class === "string") {
      this.#Class = unloadedClass(Class);
      this.#className = this.#prefix = Class;
    } else {
      const { classId, definition } = objectOf(Class);
      this.#Class = Class;
      this.#classIds = [classId, ...formerIds(classId, definition)];
      this.#className = definition.className;
      this.#prefix = definition.prefix;
    }
    this.#path = `/objects/${encodeURIComponent(this.#prefix)}`;
  }

  /** `args`: the constructor's, after the id; undefined: a call of an object that does not exist is an error. */
  stub(id: string, args: readonly unknown[] | undefined): Stub<InstanceType<Class>> {
    return newStub({ Class: this.#Class, id, args, policy: {}, outside: this.#call }) as Stub<
      InstanceType<Class>
    >;
  }

  /** The object; undefined where it does not exist. */
  async get(id: string): Promise<Stub<InstanceType<Class>> | undefined> {
    return (await this.exists(id)) ? this.stub(id, undefined) : undefined;
  }

  async exists(id: string): Promise<boolean> {
    const path = `${this.#at(id)}${this.#query()}`;
    return this.#unlessMissing(async () => {
      await this.#requests.send({ method: "GET", path });
      return true;
    });
  }

  /** Removes the object, after the calls that are in line before. False where it does not exist. */
  async destroy(id: string): Promise<boolean> {
    const callId = randomUUID();
    const call = writeCall({
      id: callId,
      caller: null,
      method: DESTROY,
      args: "[]",
      chain: [],
      keptMs: KEPT_MS,
    });
    const body = { callId, call: this.#written(call), classIds: this.#classIds };
    const path = `${this.#at(id)}/call?wait=${WAIT_MS}`;
    try {
      return await this.#unlessMissing(async () => {
        await this.#answer(id, () => this.#requests.send({ method: "POST", path, body }));
        return true;
      });
    } catch (error) {
      // Another call has destroyed it before this one's turn.
      if (error instanceof ObjectMissingError) return false;
      throw error;
    }
  }

  /** Newest first. */
  async list({ limit, after }: ListObjectsOptions = {}): Promise<ObjectPage> {
    const query = this.#query({ limit, after });
    const sent = await this.#requests.send<{ objects: readonly Sent<ObjectInfo>[]; next: string | null }>({
      method: "GET",
      path: `${this.#path}${query}`,
    });
    return { objects: sent.objects.map(readInfo), next: sent.next ?? undefined };
  }

  readonly #call = async (stub: object, method: string, args: readonly unknown[]): Promise<unknown> => {
    const { id, args: creates, policy } = stubTarget(stub)!;
    const { callId = randomUUID(), timeoutMs, signal } = policy;
    const keptMs = policy.callId === undefined ? KEPT_MS : KEPT_BY_ID_MS;
    const text = writeCall({ id: callId, caller: null, method, args: encode([...args]), chain: [], keptMs });
    const body = {
      callId,
      call: this.#written(text),
      ...(creates && { createEncoded: this.#written(encode([...creates])) }),
      classIds: this.#classIds,
    };
    signal?.throwIfAborted();
    const late = new AbortController();
    const what = `${objectExecutionId({ prefix: this.#prefix }, id)}: ${method}`;
    const limit =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => late.abort(new TimeoutError(what, timeoutMs)), timeoutMs);
    const stop = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
    const path = `${this.#at(id)}/call?wait=${WAIT_MS}`;
    try {
      return await this.#answer(id, () => this.#requests.send({ method: "POST", path, body, signal: stop }));
    } catch (error) {
      if (stop.aborted) {
        // Where nobody answers, the caller is told what it asked for, and the call may still be carried out.
        const giveUp = { method: "POST", path: `${this.#at(id)}/give-up`, body: { callId } } as const;
        await this.#requests.send(giveUp).catch(() => undefined);
        throw stop.reason;
      }
      if (isMissing(error)) throw new ObjectMissingError(this.#className, id);
      throw error;
    } finally {
      clearTimeout(limit);
    }
  };

  /** Sends the same request until there is an answer; a repeated one only waits. */
  async #answer(id: string, send: () => Promise<SentAnswer>): Promise<unknown> {
    for (;;) {
      const { status, encoded, reason = "", detail = "" } = await send();
      if (status === "parked")
        throw new ParkedError(objectExecutionId({ prefix: this.#prefix }, id), reason, detail);
      if (encoded === undefined) continue;
      const outcome = readOutcome(this.#texts?.decode(encoded) ?? encoded);
      if ("error" in outcome) throw outcome.error;
      return outcome.value;
    }
  }

  async #unlessMissing(body: () => Promise<boolean>): Promise<boolean> {
    try {
      return await body();
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  #at(id: string): string {
    return `${this.#path}/${encodeURIComponent(id)}`;
  }

  #query(more: Readonly<Record<string, unknown>> = {}): string {
    const parameters = new URLSearchParams();
    for (const id of this.#classIds ?? []) parameters.append("classId", id);
    for (const [name, value] of Object.entries(more))
      if (value !== undefined) parameters.append(name, String(value));
    return parameters.size === 0 ? "" : `?${parameters.toString()}`;
  }

  #written(text: string): string {
    return this.#texts?.encode(text) ?? text;
  }
}

const isMissing = (error: unknown): boolean => error instanceof CoordinatorError && error.code === "PD2331";

const readInfo = ({ createdAt, updatedAt, holder, ...sent }: Sent<ObjectInfo>): ObjectInfo => ({
  ...sent,
  holder: holder && { ...holder, since: new Date(holder.since) },
  createdAt: new Date(createdAt!),
  updatedAt: new Date(updatedAt!),
});
