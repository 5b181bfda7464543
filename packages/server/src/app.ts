import { Hono, type Context } from "hono";
import { cors } from "hono/cors";
import { LeaseLostError, writtenFailure } from "perdure/engine";
import { sendEvent } from "./api/events.js";
import { cancel, history, listed, progress, resume, retry, status } from "./api/executions.js";
import { call, destroy, giveUp } from "./api/object-call.js";
import { object, objects } from "./api/objects.js";
import { result } from "./api/result.js";
import { services } from "./api/services.js";
import { start } from "./api/start.js";
import type { Handler } from "./api/api.js";
import type { Parts } from "./coordinator-parts.js";
import { coordinatorFailed, requestInvalid, routeUnknown } from "./generated/messages.js";
import { HttpError } from "./http-error.js";
import { requireKnownHost } from "./security/host.js";
import { jsonBody } from "./security/json-body.js";
import { requireToken } from "./security/token.js";
import { ShapeError } from "./shape/shape.js";
import { isStoreMethod, storeCall } from "./store-calls/store-call.js";

export interface AppOptions {
  readonly token: string | undefined;
  /** Names under which the coordinator answers, beside localhost and addresses. */
  readonly allowHosts: readonly string[];
  /** Origins of pages whose scripts may call it. */
  readonly corsOrigins: readonly string[];
  /** In bytes. */
  readonly maxBody: number;
}

const ROUTES: readonly (readonly ["get" | "post", string, Handler])[] = [
  ["post", "/executions", start],
  ["get", "/executions", listed],
  ["get", "/executions/:id", status],
  ["get", "/executions/:id/result", result],
  ["get", "/executions/:id/progress", progress],
  ["get", "/executions/:id/history", history],
  ["post", "/executions/:id/cancel", cancel],
  ["post", "/executions/:id/resume", resume],
  ["post", "/executions/:id/retry", retry],
  ["post", "/events", sendEvent],
  ["get", "/services", services],
  ["get", "/objects/:class", objects],
  ["get", "/objects/:class/:id", object],
  ["post", "/objects/:class/:id/call", call],
  ["post", "/objects/:class/:id/destroy", destroy],
  ["post", "/objects/:class/:id/give-up", giveUp],
];

/** The coordinator's HTTP interface: first who may ask, then what is asked for. */
export function app(parts: Parts, { token, allowHosts, corsOrigins, maxBody }: AppOptions): Hono {
  const hono = new Hono();
  hono.use(requireKnownHost(allowHosts));
  if (corsOrigins.length > 0)
    hono.use(
      cors({ origin: [...corsOrigins], allowHeaders: ["authorization", "content-type", "idempotency-key"] }),
    );
  hono.get("/health", (context) => context.json({ ok: true }));
  if (token !== undefined) hono.use(requireToken(token));
  for (const [method, path, handler] of ROUTES)
    hono[method](path, async (context) => {
      const body = method === "post" ? await jsonBody(context.req.raw, maxBody) : undefined;
      const { status: code = 200, json } = await handler(parts, context, body);
      return context.json(json as object, code);
    });
  hono.post("/store/:method", async (context) => {
    const method = context.req.param("method");
    if (!isStoreMethod(method)) throw unknown(context);
    const value = await storeCall(parts, method, await jsonBody(context.req.raw, maxBody));
    return context.json({ value: value ?? null });
  });
  hono.notFound((context) => answerOf(unknown(context), parts));
  hono.onError((error) => answerOf(error, parts));
  return hono;
}

const unknown = ({ req }: Context): HttpError =>
  new HttpError(404, routeUnknown({ method: req.method, path: req.path.slice(0, 200) }));

function answerOf(error: unknown, { onFault }: Parts): Response {
  if (error instanceof HttpError) {
    const { status: code, headers } = error;
    return Response.json(bodyOf(error), { status: code, headers });
  }
  if (error instanceof ShapeError) {
    const { path, expected } = error;
    return Response.json(bodyOf(new HttpError(400, requestInvalid({ path, expected }))), { status: 400 });
  }
  if (error instanceof LeaseLostError)
    return Response.json({ error: writtenFailure(error) }, { status: 410 });
  onFault(error);
  const failure = writtenFailure(error);
  // What the store says goes through to the worker as it is; anything else is a fault of ours.
  if (failure.code !== undefined) return Response.json({ error: failure }, { status: 500 });
  const reason = failure.message.split("\n")[0]!;
  return Response.json(bodyOf(new HttpError(500, coordinatorFailed({ reason }))), { status: 500 });
}

const bodyOf = ({ name, message, code }: HttpError) => ({ error: { name, message, code } });
