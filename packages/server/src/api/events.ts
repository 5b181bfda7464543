import { executionNotFound } from "../generated/messages.js";
import { HttpError } from "../http-error.js";
import { anything, bool, name, optional, record, ShapeError, text } from "../shape/shape.js";
import { receiptOf, type Handler } from "./api.js";
import { encodedText, encodePlain } from "./request.js";

const LIFETIME_MS = 7 * 86_400_000;

const BODY = record({
  eventId: name,
  payload: anything,
  /** The payload as the client's codec writes it, instead of `payload`. */
  encoded: optional(text),
  to: optional(name),
  broadcast: optional(bool),
});

/** `POST /events` */
export const sendEvent: Handler = async (parts, context, body) => {
  const { eventId, payload, encoded, to = null, broadcast = false } = BODY(body, "");
  if (to !== null && broadcast) throw new ShapeError("broadcast", "left out where `to` is given");
  if (payload !== undefined && encoded !== undefined)
    throw new ShapeError("encoded", "left out where payload is given");
  if (to !== null && !(await parts.store.find(to))) throw new HttpError(404, executionNotFound({ id: to }));
  const sentAtMs = parts.nowMs();
  const content = encoded === undefined ? encodePlain(payload, "payload") : encodedText(encoded, "encoded");
  const event = { eventId, payload: content, to, broadcast, sentAtMs, expiresAtMs: sentAtMs + LIFETIME_MS };
  await parts.store.host.sendEvent(event, receiptOf(parts, context));
  parts.changes.wrote();
  return { status: 202, json: { sent: true } };
};
