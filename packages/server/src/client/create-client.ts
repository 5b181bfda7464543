import { randomUUID } from "node:crypto";
import {
  PerdureError,
  type AnyObjectClass,
  type ConstructorArguments,
  type ServiceConfig,
  type Stub,
} from "perdure";
import {
  checkEndpoint,
  checkText,
  DEFINITION,
  encode,
  encodeInput,
  machineOf,
  Texts,
  type Codec,
  type Defined,
} from "perdure/engine";
import { functionUnnamed } from "../generated/messages.js";
import { ClientHandle } from "./handle.js";
import { ClientObjects } from "./objects.js";
import { Requests } from "./requests.js";
import type { AnyFunction, ArgumentsOf, ResultOf, ServiceFunction, StartOptions } from "./types.js";
import {
  queryText,
  readView,
  type ExecutionList,
  type ExecutionView,
  type ListQuery,
  type Sent,
} from "./views.js";

export interface ClientOptions {
  /** Where `perdure serve` answers: `http://127.0.0.1:8080`. */
  readonly endpoint: string;
  /** What the coordinator was started with. */
  readonly token?: string;
  /** How long a request is tried again while nobody answers, in milliseconds. Default 10,000. */
  readonly patienceMs?: number;
  /** The codec of the workers' engines, where they have one. */
  readonly codec?: Codec;
}

export interface SendOptions {
  /** Only this execution may have it. */
  readonly to?: string;
  /** To all that wait now, none of them kept. */
  readonly broadcast?: boolean;
}

/** Starts and watches executions at a coordinator. Its methods reject with a CoordinatorError. */
export interface Client {
  /**
   * Starts an execution, or finds the one that has this id already. The function is named by itself where it is compiled
   * in this process too, by its id, or by the service that serves it; `start<typeof flow>(...)` types the last two.
   */
  start<F extends AnyFunction>(
    fn: F | string | ServiceFunction,
    args: ArgumentsOf<F>,
    options?: StartOptions,
  ): Promise<ClientHandle<ResultOf<F>>>;
  /** An execution by its id. */
  get<Result = unknown>(id: string): ClientHandle<Result>;
  result<Result = unknown>(id: string): Promise<Result>;
  status(id: string): Promise<ExecutionView["status"]>;
  cancel(id: string, reason?: string): Promise<boolean>;
  sendEvent(eventId: string, payload?: unknown, options?: SendOptions): Promise<void>;
  list(query?: ListQuery): Promise<ExecutionList>;
  services(): Promise<readonly ServiceConfig[]>;
  /**
   * A durable object, which its first call creates with these arguments where it does not exist. The class is given by
   * itself where it is compiled in this process too, or by its name: `object<typeof Order>("Order", id)`.
   * `durable.withOptions` gives calls an id, a timeout, a signal.
   */
  object<Class extends AnyObjectClass>(
    Class: Class | string,
    id: string,
    ...args: ConstructorArguments<Class>
  ): Stub<InstanceType<Class>>;
  /** The objects of a class: `get`, `exists`, `destroy`, `list`. */
  objects<Class extends AnyObjectClass>(Class: Class | string): ClientObjects<Class>;
}

/** Throws a PerdureError for an endpoint that is no address. */
export function createClient({ endpoint, token, patienceMs = 10_000, codec }: ClientOptions): Client {
  const url = checkEndpoint("createClient", endpoint, token);
  const requests = new Requests(url, token, patienceMs);
  const texts = codec && new Texts(codec);
  const written = (text: string): string => texts?.encode(text) ?? text;
  const objects = <Class extends AnyObjectClass>(Class: Class | string) =>
    new ClientObjects<Class>(Class, requests, texts);
  const get = <Result>(id: string) => new ClientHandle<Result>(id, requests, texts);
  return {
    get,
    objects,
    object: (Class, id, ...args) => {
      checkText("client.object", "the id", id);
      return objects(Class).stub(id, args);
    },
    async start<F extends AnyFunction>(
      fn: F | string | ServiceFunction,
      args: ArgumentsOf<F>,
      { id = randomUUID(), tags, at }: StartOptions = {},
    ) {
      const body = {
        ...calleeOf(fn),
        id,
        encoded: written(
          typeof fn === "function" ? encodeInput(fn as unknown as Defined, args) : encode([...args]),
        ),
        // A worker checks the arguments.
        ...(texts && { header: texts.encode(encode({ unchecked: true })) }),
        ...(tags && { tags }),
        ...(at && { at: at.toISOString() }),
      };
      await requests.send({ method: "POST", path: "/executions", body });
      return get<ResultOf<F>>(id);
    },
    result: <Result>(id: string) => get<Result>(id).result(),
    status: (id) => get(id).status(),
    cancel: (id, reason) => get(id).cancel(reason),
    async sendEvent(eventId, payload, options = {}) {
      const body = { eventId, encoded: written(encode(payload)), ...options };
      await requests.send({ method: "POST", path: "/events", body, key: randomUUID() });
    },
    async list(query = {}) {
      type SentList = { executions: readonly Sent<ExecutionView>[]; next: string | null };
      const path = `/executions${queryText(query)}`;
      const { executions, next } = await requests.send<SentList>({ method: "GET", path });
      return { executions: executions.map(readView), next: next ?? undefined };
    },
    async services() {
      const { services } = await requests.send<{ services: readonly ServiceConfig[] }>({
        method: "GET",
        path: "/services",
      });
      return services;
    },
  };
}

function calleeOf(fn: AnyFunction | string | ServiceFunction): object {
  if (typeof fn === "string" && fn !== "") return { functionId: fn };
  if (typeof fn === "object" && fn !== null) return { service: fn.service, method: fn.method };
  const machine =
    typeof fn === "function" && DEFINITION in fn
      ? machineOf((fn as unknown as Defined)[DEFINITION].body)
      : undefined;
  if (!machine)
    throw new PerdureError(
      functionUnnamed({ given: typeof fn === "function" ? `The function "${fn.name}"` : String(fn) }),
    );
  return { functionId: machine.id };
}
