import type { ExecutionFilter } from "perdure/engine";
import { nullable, optional, record, text, list } from "../shape/shape.js";
import { reasons, statuses } from "../store-calls/commit-shapes.js";
import { named, receiptOf, type Handler } from "./api.js";
import { LARGEST_PAGE, limitOf, time, wholeOf } from "./request.js";
import { executionView, plain } from "./view.js";

/** `GET /executions/{id}` */
export const status: Handler = async (parts, context) => ({
  json: executionView(await named(parts, context)),
});

/** `GET /executions/{id}/progress` */
export const progress: Handler = async (parts, context) => {
  const { progress: encoded } = await named(parts, context);
  if (encoded === null) return { json: { progress: null } };
  const shown = plain(encoded);
  return { json: { ...("value" in shown && { progress: shown.value ?? null }), encoded } };
};

/** `GET /executions/{id}/history` */
export const history: Handler = async (parts, context) => {
  const { id } = await named(parts, context);
  return { json: { entries: await parts.store.history(id, LARGEST_PAGE) } };
};

const CANCEL = record({ reason: optional(nullable(text)) });

/** `POST /executions/{id}/cancel` */
export const cancel: Handler = async (parts, context, body) => {
  const { reason = null } = CANCEL(body, "");
  const { id } = await named(parts, context);
  const message = { kind: "cancel", payload: reason } as const;
  const cancelled = await parts.store.host.send(id, message, receiptOf(parts, context));
  if (cancelled) parts.changes.wrote();
  return { json: { cancelled } };
};

const NOTHING = record({});

const unpark =
  (how: "resume" | "retry"): Handler =>
  async (parts, context, body) => {
    NOTHING(body, "");
    const { id } = await named(parts, context);
    const done = await parts.store.host.unpark(receiptOf(parts, context), id, how, parts.nowMs());
    if (done) parts.changes.wrote();
    return { json: { done } };
  };

/** `POST /executions/{id}/resume` */
export const resume = unpark("resume");
/** `POST /executions/{id}/retry` */
export const retry = unpark("retry");

const QUERY = record({
  status: optional(list(statuses, 10)),
  reason: optional(list(reasons, 10)),
  functionId: optional(list(text, 100)),
  tag: optional(list(text, 20)),
  parent: optional(list(text, 1)),
  createdFrom: optional(list(time, 1)),
  createdBefore: optional(list(time, 1)),
  after: optional(list(text, 1)),
  limit: optional(list(text, 1)),
});

/** `GET /executions?status=failed&tag=a&limit=10&after=...`: newest first. */
export const listed: Handler = async (parts, context) => {
  const query = QUERY({ ...context.req.queries() }, "");
  const limit = limitOf(query.limit?.[0]);
  const beforeSeq = wholeOf("after", query.after?.[0]);
  const { status: ofStatus, reason, functionId, tag: tags, parent, createdFrom, createdBefore } = query;
  const filter: ExecutionFilter = {
    limit,
    ...(ofStatus && { status: ofStatus }),
    ...(reason && { reason }),
    ...(functionId && { functionId }),
    ...(tags && { tags }),
    ...(parent && { parent: parent[0]! }),
    ...(createdFrom && { createdFromMs: createdFrom[0]! }),
    ...(createdBefore && { createdBeforeMs: createdBefore[0]! }),
    ...(beforeSeq !== undefined && { beforeSeq }),
  };
  const found = await parts.store.list(filter);
  const next = found.length === limit ? String(found.at(-1)!.seq) : null;
  return { json: { executions: found.map(executionView), next } };
};
