import type {
  Answer,
  Commit,
  MarkCommit,
  NewCall,
  NewEvent,
  NewExecution,
  OutcomeCommit,
  OutgoingCall,
  OutgoingMessage,
  Page,
  PagesWrite,
  ParkCommit,
  TakenCall,
  TurnCommit,
} from "perdure/engine";
import {
  bool,
  integer,
  list,
  nullable,
  number,
  oneOf,
  optional,
  record,
  ShapeError,
  text,
  type Shape,
} from "../shape/shape.js";

/** A checker for every field of an interface: a field that is added there has to be added here. */
type ShapesOf<T> = { readonly [K in keyof Required<T>]: Shape<unknown> };

const anyText = nullable(text);
const yes = oneOf<"normal">("normal");
export const statuses = oneOf(
  "pending",
  "running",
  "waiting",
  "completing",
  "completed",
  "failed",
  "cancelled",
  "parked",
);
export const reasons = oneOf("needs_code", "needs_migration", "unstorable", "unreadable", "poisoned");
const kinds = oneOf("outcome", "event", "cancel", "end");

const isTrue: Shape<true> = (value, path) => {
  if (value !== true) throw new ShapeError(path, "true");
  return true;
};

const executionFields: ShapesOf<NewExecution> = {
  id: text,
  functionId: text,
  input: text,
  createdAtMs: number,
  dueAtMs: optional(number),
  tags: optional(list(text)),
  header: optional(text),
  parent: optional(text),
  parentOperation: optional(integer),
  elsewhere: optional(isTrue),
};
export const newExecution = record(executionFields) as Shape<NewExecution>;

const messageFields: ShapesOf<Omit<OutgoingMessage, "to">> = {
  kind: kinds,
  operation: optional(integer),
  payload: optional(text),
};
export const message = record(messageFields) as Shape<Omit<OutgoingMessage, "to">>;
const addressed = record({ to: text, ...messageFields });

const eventFields: ShapesOf<NewEvent> = {
  eventId: text,
  payload: anyText,
  to: optional(text),
  broadcast: optional(bool),
  sentAtMs: number,
  expiresAtMs: number,
};
export const newEvent = record(eventFields) as Shape<NewEvent>;

const callFields: ShapesOf<NewCall> = { id: text, object: text, payload: text, sentAtMs: number };
export const newCall = record(callFields) as Shape<NewCall>;

const outgoingCallFields: ShapesOf<OutgoingCall> = {
  ...callFields,
  operation: integer,
  returns: optional(bool),
  missing: text,
};
const takenFields: ShapesOf<TakenCall> = { id: text, seq: integer, since: integer };
const answerFields: ShapesOf<Answer> = { id: text, outcome: text, expiresAtMs: number };
const pageFields: ShapesOf<Page> = { page: integer, text };
const pagesFields: ShapesOf<PagesWrite> = {
  clear: optional(bool),
  write: list(record(pageFields)),
  delete: list(integer),
};

const head = { seq: integer, id: text, epoch: integer };

/** `transaction` comes with its outcome: see `RemoteStore`. */
const transaction: Shape<unknown> = (value, path) => {
  const given = record({ operation: integer, outcome: text })(value, path);
  return { operation: given.operation, run: refuse, failed: () => given.outcome };
};

function refuse(): never {
  throw new Error("A function cannot be run through a coordinator.");
}

const turnFields: ShapesOf<TurnCommit> = {
  kind: oneOf("turn"),
  ...head,
  status: statuses,
  reason: nullable(reasons),
  detail: anyText,
  attempt: integer,
  operation: integer,
  dueAtMs: nullable(number),
  snapshot: anyText,
  outcome: anyText,
  updatedAtMs: number,
  control: anyText,
  progress: (value, path) => (value === undefined ? undefined : anyText(value, path)),
  expiresAtMs: (value, path) => (value === undefined ? undefined : nullable(number)(value, path)),
  pages: optional(record(pagesFields)),
  calls: optional(list(record(outgoingCallFields))),
  taken: optional(list(record(takenFields))),
  answers: optional(list(record(answerFields))),
  givenUp: optional(list(integer)),
  forgets: optional(text),
  state: optional(list(record({ key: text, value: anyText }))),
  consumed: optional(list(integer)),
  kept: optional(list(record({ key: text, outcome: text }))),
  children: optional(list(newExecution)),
  messages: optional(list(addressed)),
  events: optional(list(newEvent)),
  waits: optional(list(record({ operation: integer, eventId: text }))),
  withdrawn: optional(list(record({ operation: integer, timedOut: bool }))),
  returnsEvents: optional(bool),
  forgetsEvents: optional(bool),
  history: optional(text),
  historyEntries: optional(integer),
  transaction: optional(transaction),
  durability: optional(yes),
};

const outcomeFields: ShapesOf<OutcomeCommit> = {
  kind: oneOf("outcome"),
  ...head,
  operation: integer,
  outcome: text,
  durability: optional(yes),
};

const parkFields: ShapesOf<ParkCommit> = {
  kind: oneOf("park"),
  ...head,
  reason: reasons,
  detail: text,
  updatedAtMs: number,
  code: optional(text),
  history: optional(text),
};

const markFields: ShapesOf<MarkCommit> = { kind: oneOf("mark"), ...head, strikes: integer };

const COMMITS: Readonly<Record<string, Shape<unknown>>> = {
  turn: record(turnFields),
  outcome: record(outcomeFields),
  park: record(parkFields),
  mark: record(markFields),
};

export const commit: Shape<Commit> = (value, path) => {
  const kind = oneOf(
    "turn",
    "outcome",
    "park",
    "mark",
  )((value as { kind?: unknown } | null)?.kind, `${path}.kind`);
  return COMMITS[kind]!(value, path) as Commit;
};
