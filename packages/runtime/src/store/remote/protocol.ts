import type { EngineId, Store } from "../store.js";

/** What a worker calls at its coordinator: `POST {endpoint}/store/{method}`. */
export type RemoteMethod = Exclude<keyof Store, "close"> | "renew" | "leave";

/** The body of such a request. Left out: what the method has no use for. */
export interface RemoteRequest {
  readonly args: readonly unknown[];
  /** Of the engine that the arguments name. */
  readonly session?: string;
  /** The connection that it comes from, so that it is not told of its own writes. */
  readonly connection: string;
  /** Writes: what makes a second copy of the request known. Within a scope numbers grow. */
  readonly receipt?: { readonly scope: string; readonly request: number };
}

/** The answer to `register`. */
export interface Lease {
  readonly engine: EngineId;
  /** For so long after a sign of life the engine counts as alive. */
  readonly leaseMs: number;
}

/** The answer to `changed`: different from the last one where something was written. */
export interface Seen {
  /** Of the coordinator's process. */
  readonly run: string;
  readonly version: number;
}
