import type { Context } from "hono";
import type { Execution } from "perdure/engine";
import type { Parts } from "../coordinator-parts.js";
import { executionNotFound } from "../generated/messages.js";
import { HttpError } from "../http-error.js";

/** A route's work: takes the request with its body, gives what is answered as JSON. */
export type Handler = (parts: Parts, context: Context, body: unknown) => Promise<Answer>;

export interface Answer {
  readonly status?: 200 | 201 | 202;
  readonly json: unknown;
}

/** The execution that the path names. Throws an HttpError (404). */
export async function named({ store }: Parts, context: Context): Promise<Execution> {
  const id = context.req.param("id") ?? "";
  const execution = id === "" ? null : await store.find(id);
  if (!execution) throw new HttpError(404, executionNotFound({ id: id.slice(0, 500) }));
  return execution;
}

/** Names a write for repetition: the same key does it once. */
export function receiptOf({ newId, nowMs }: Parts, context: Context) {
  const key = context.req.header("idempotency-key");
  const scope = key === undefined ? `request ${newId()}` : `key ${context.req.path} ${key.slice(0, 1000)}`;
  return { scope, request: 1, atMs: nowMs() };
}
