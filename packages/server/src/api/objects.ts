import { holderOf, objectIdOf, type Execution } from "perdure/engine";
import { list, optional, record, text } from "../shape/shape.js";
import type { Handler } from "./api.js";
import { classIds, findObject, namedClass, namedObject, notFound, type ObjectClass } from "./object-name.js";
import { limitOf, wholeOf } from "./request.js";

const LIVING = ["pending", "running", "waiting", "completing", "parked"] as const;

const NAMED = record({ classId: classIds });

/** `GET /objects/{class}/{id}` */
export const object: Handler = async (parts, context) => {
  const { classId } = NAMED({ ...context.req.queries() }, "");
  const named = await namedObject(parts, context, classId);
  const execution = await findObject(parts, named);
  if (!execution) throw notFound(named);
  return { json: objectView(named, execution) };
};

const QUERY = record({
  classId: classIds,
  after: optional(list(text, 1)),
  limit: optional(list(text, 1)),
});

/** `GET /objects/{class}?limit=100&after=...`: newest first. */
export const objects: Handler = async (parts, context) => {
  const query = QUERY({ ...context.req.queries() }, "");
  const ofClass = await namedClass(parts, context, query.classId);
  const limit = limitOf(query.limit?.[0]);
  const beforeSeq = wholeOf("after", query.after?.[0]);
  const after = beforeSeq === undefined ? {} : { beforeSeq };
  const found = await parts.store.list({ functionId: ofClass.ids, status: LIVING, limit, ...after });
  const next = found.length === limit ? String(found.at(-1)!.seq) : null;
  return { json: { objects: found.map((execution) => objectView(ofClass, execution)), next } };
};

function objectView(ofClass: ObjectClass, execution: Execution) {
  const { id: executionId, status, createdAtMs, updatedAtMs } = execution;
  return {
    id: objectIdOf(ofClass, executionId),
    executionId,
    status,
    holder: shownHolder(execution),
    createdAt: new Date(createdAtMs).toISOString(),
    updatedAt: new Date(updatedAtMs).toISOString(),
  };
}

/** Null also where it needs a key that is elsewhere. */
function shownHolder(execution: Execution) {
  try {
    return holderOf(execution);
  } catch {
    return null;
  }
}
