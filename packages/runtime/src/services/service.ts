import { registry } from "../machine/registry.js";
import type { StepInfo } from "../operations/operation.js";

/** Serves one method of a service in this process; the payload and the result cross by value. */
export type Handler = (payload: never, info: StepInfo) => unknown;

/** Where a service answers over HTTP: `POST {url}/{method}` with a JSON body. */
export interface Remote {
  readonly url: string;
  /** Sent with every request, for instance for authorisation. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A named service: handlers in this process, or the address where it answers. */
export class Service {
  readonly name: string;
  readonly version: string | undefined;
  /** By method. */
  readonly handlers: ReadonlyMap<string, Handler> = new Map();
  remoteAddress: Remote | undefined;

  constructor(name: string, version?: string) {
    this.name = name;
    this.version = version;
  }

  /** Serves `method` in this process. */
  handle<Payload = unknown>(method: string, handler: (payload: Payload, info: StepInfo) => unknown): this {
    (this.handlers as Map<string, Handler>).set(method, handler as Handler);
    return this;
  }

  /** Sends the methods that have no handler here to `remote.url`. */
  remote(remote: Remote): this {
    this.remoteAddress = remote;
    return this;
  }
}

/** The service of that name, declared on first use; declarations in several files add up. */
export function service(name: string, version?: string): Service {
  const known = registry.services.get(name) as Service | undefined;
  if (known) return known;
  const declared = new Service(name, version);
  registry.services.set(name, declared);
  return declared;
}

/** All services that this process has declared. */
export const declaredServices = (): readonly Service[] => [...registry.services.values()] as Service[];
