import { PerdureError } from "../errors/perdure-error.js";
import { invalidArgument } from "../generated/messages.js";
import { DEFINITION } from "../machine/definition-key.js";
import { registry } from "../machine/registry.js";
import type { ObjectDefinition } from "../objects/object-definition.js";
import { declaredObject } from "../objects/object-stub.js";
import type { StepInfo } from "../operations/operation.js";
import { checkRemote, type Remote } from "./remote.js";
import { serviceConfig, type ServiceConfig } from "./service-config.js";
import type { MethodOf, PayloadOf, ResultOf, SERVES, TypedService } from "./typed-service.js";

export type { Remote };

/** Serves one method of a service in this process; the payload and the result cross by value. */
export type Handler = (payload: never, info: StepInfo) => unknown;

/** A durable function as services see it. */
export type ServedFunction = (...args: never) => Promise<unknown>;

/** A class of durable objects as services see it. */
export type ServedClass = abstract new (...args: never) => object;

/** What serves a method in this process. */
export type Method =
  | { readonly kind: "handler"; readonly handler: Handler }
  | { readonly kind: "function"; readonly fn: ServedFunction };

/** A named service: handlers and durable functions in this process, or the address where it answers. */
export class Service<S = unknown> implements TypedService<S> {
  declare readonly [SERVES]?: S;
  readonly name: string;
  version: string | undefined;
  /** What this process serves, by method. The last declaration of a method stands, as reloaded files need it. */
  readonly methods: ReadonlyMap<string, Method> = new Map();
  /** Durable objects that it serves, by the name of their class. */
  readonly objects: ReadonlyMap<string, ObjectDefinition> = new Map();
  remoteAddress: Remote | undefined;

  constructor(name: string, version?: string) {
    this.name = name;
    this.version = version;
  }

  /** Serves `method` in this process. */
  handle<M extends MethodOf<S>>(
    method: M,
    handler: (payload: PayloadOf<S, M>, info: StepInfo) => ResultOf<S, M> | Promise<ResultOf<S, M>>,
  ): this;
  handle<Payload = unknown>(
    method: unknown extends S ? string : never,
    handler: (payload: Payload, info: StepInfo) => unknown,
  ): this;
  handle(method: string, handler: Handler): this {
    const where = `The service "${this.name}"`;
    if (typeof method !== "string" || method === "" || typeof handler !== "function") {
      refuse(
        where,
        `${typeof method} and ${typeof handler} for a method`,
        '`.handle("name", async (payload) => ...)`',
      );
    }
    return this.#serve(method, { kind: "handler", handler });
  }

  /** Serves the method of the function's name by executions of it: a call becomes a child execution. */
  addFunction(fn: ServedFunction): this {
    if (typeof fn !== "function" || !(DEFINITION in fn)) {
      refuse(
        `${this.name}.addFunction`,
        "something else than a durable function",
        "`.addFunction(durableFunction)`",
      );
    }
    return this.#serve(fn.name, { kind: "function", fn });
  }

  /**
   * Serves the objects of a durable class under the class's name, for clients of a coordinator. Durable code calls them by
   * `ctx.getObject`. Throws a PerdureError (PD2060, PD2223).
   */
  addObject(object: ServedClass): this {
    if (typeof object !== "function" || object.name === "" || !/^class\b/.test(String(object))) {
      refuse(`${this.name}.addObject`, "something else than a named class", "`.addObject(Cart)`");
    }
    const definition = declaredObject(object);
    (this.objects as Map<string, ObjectDefinition>).set(definition.className, definition);
    return this;
  }

  /** Name, version and handlers with what their schemas say, as data. */
  getServiceConfig(): ServiceConfig {
    return serviceConfig(this);
  }

  /** Sends the methods that nothing here serves to `remote.url`. */
  remote(remote: Remote): this {
    this.remoteAddress = checkRemote(this.name, remote);
    return this;
  }

  #serve(name: string, method: Method): this {
    (this.methods as Map<string, Method>).set(name, method);
    return this;
  }
}

/**
 * The service of that name, declared on first use; declarations in several files add up. With an interface,
 * `service<Processor>("processor")`, its handlers and its calls are typed.
 */
export function service<S = unknown>(name: string, version?: string): Service<S> {
  if (typeof name !== "string" || name === "") {
    refuse(
      "durable.service",
      `${name === "" ? "an empty text" : typeof name} for the name`,
      '`durable.service("shop")`',
    );
  }
  const known = registry.services.get(name) as Service<S> | undefined;
  const declared = known ?? new Service<S>(name);
  if (version !== undefined) declared.version = version;
  registry.services.set(name, declared);
  return declared;
}

/** All services that this process has declared. */
export const declaredServices = (): readonly Service[] => [...registry.services.values()] as Service[];

function refuse(where: string, problem: string, instead: string): never {
  throw new PerdureError(invalidArgument({ where, problem, hint: `Write ${instead}.` }));
}
