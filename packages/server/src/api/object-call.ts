import { DESTROY, writeCall, type NewCall } from "perdure/engine";
import type { Parts } from "../coordinator-parts.js";
import { callMethodRefused } from "../generated/messages.js";
import { HttpError } from "../http-error.js";
import { anything, list, name, optional, record, ShapeError, text } from "../shape/shape.js";
import type { Answer, Handler } from "./api.js";
import { classIds, findObject, namedObject, notFound, type NamedObject } from "./object-name.js";
import { encodedText, encodePlain } from "./request.js";
import { answerView } from "./view.js";
import { waitFor, waitMs } from "./wait.js";

/** How long answers are kept: of calls that nobody but their request knows, and of those with an id of the client's. */
const KEPT_MS = 600_000;
const KEPT_BY_ID_MS = 7 * 86_400_000;

const CALL = record({
  method: optional(name),
  args: optional(list(anything, 1000)),
  /** The arguments as the client's codec writes them, instead of `args`. */
  encoded: optional(text),
  /** The whole call as the client writes it, instead of `method` and arguments. */
  call: optional(text),
  callId: optional(name),
  /** What the constructor takes after the id: the object is created where it does not exist. */
  create: optional(list(anything, 1000)),
  createEncoded: optional(text),
  classIds,
});

/**
 * `POST /objects/{class}/{id}/call?wait=25000`: puts the call into the object's queue, once for each `callId`, and
 * answers as soon as a worker has carried it out; 202 where none has: sent again, it waits on.
 */
export const call: Handler = async (parts, context, body) => {
  const given = CALL(body, "");
  const limitMs = waitMs(context);
  const callId = given.callId ?? context.req.header("idempotency-key")?.slice(0, 1000) ?? parts.newId();
  const isNamed = given.callId !== undefined || context.req.header("idempotency-key") !== undefined;
  const payload = payloadOf(given, callId, isNamed ? KEPT_BY_ID_MS : KEPT_MS);
  const input = textOf(given.create, given.createEncoded, "create");
  const object = await namedObject(parts, context, given.classIds);
  const sent = { id: callId, object: object.executionId, payload, sentAtMs: parts.nowMs() };
  await send(parts, object, sent, input);
  return answered(parts, limitMs, object, callId);
};

const DESTROYING = record({ callId: optional(name), classIds });

/** `POST /objects/{class}/{id}/destroy`: after the calls that are in line before. */
export const destroy: Handler = async (parts, context, body) => {
  const { callId = parts.newId(), classIds: ids } = DESTROYING(body, "");
  const limitMs = waitMs(context);
  const object = await namedObject(parts, context, ids);
  const payload = callText({ id: callId, method: DESTROY, args: "[]", keptMs: KEPT_BY_ID_MS });
  const sent = { id: callId, object: object.executionId, payload, sentAtMs: parts.nowMs() };
  await send(parts, object, sent, undefined);
  return answered(parts, limitMs, object, callId);
};

const GIVING_UP = record({ callId: name });

/** `POST /objects/{class}/{id}/give-up`: a call leaves the queue. False where it has begun, or is not there. */
export const giveUp: Handler = async ({ store }, _, body) => {
  const { callId } = GIVING_UP(body, "");
  return { json: { givenUp: await store.giveUp(callId) } };
};

const callText = (sent: { id: string; method: string; args: string; keptMs: number }): string =>
  writeCall({ ...sent, caller: null, chain: [] });

function payloadOf(given: ReturnType<typeof CALL>, id: string, keptMs: number): string {
  const { method, args, encoded, call: whole } = given;
  if (whole !== undefined) {
    if (method !== undefined || args || encoded !== undefined)
      throw new ShapeError("call", "left out where method or arguments are given");
    if (given.callId === undefined) throw new ShapeError("callId", "given with call");
    return encodedText(whole, "call");
  }
  if (method === undefined) throw new ShapeError("method", "a text of 1 to 1000 characters");
  if (method.startsWith("@")) throw new HttpError(400, callMethodRefused({ method: method.slice(0, 200) }));
  return callText({ id, method, args: textOf(args, encoded, "args") ?? encodePlain([], "args"), keptMs });
}

function textOf(
  plain: readonly unknown[] | undefined,
  encoded: string | undefined,
  what: string,
): string | undefined {
  if (encoded === undefined) return plain && encodePlain([...plain], what);
  if (plain) throw new ShapeError(what, "left out where it is given encoded");
  return encodedText(encoded, what);
}

async function send(parts: Parts, object: NamedObject, sent: NewCall, input: string | undefined) {
  const { store, changes, nowMs } = parts;
  // An answer that is there stands, also where its object is gone.
  if ((await store.answers([sent.id])).length > 0) return;
  if (!(await findObject(parts, object))) {
    if (input === undefined) throw notFound(object);
    const [functionId] = object.ids;
    await store.create({ id: object.executionId, functionId, input, createdAtMs: nowMs() }, null);
  }
  const how = await store.call(sent);
  if (how === "missing") throw notFound(object);
  if (how === "sent") changes.wrote();
}

async function answered(parts: Parts, limitMs: number, object: NamedObject, callId: string): Promise<Answer> {
  const { store } = parts;
  const found = await waitFor(parts, limitMs, object.executionId, async () => {
    // The object first: its answers are there when it is gone.
    const execution = await store.find(object.executionId);
    const [answer] = await store.answers([callId]);
    if (answer) return { callId, status: "answered", ...answerView(answer.outcome) };
    if (!execution) throw notFound(object);
    if (execution.status !== "parked" || !(await store.giveUp(callId))) return undefined;
    // Nobody answers for a parked object: the call has left the queue, so that what its caller is told is true.
    const { reason, detail } = execution;
    return { callId, status: "parked", reason, detail };
  });
  return found ? { json: found } : { status: 202, json: { callId, status: "pending" } };
}
