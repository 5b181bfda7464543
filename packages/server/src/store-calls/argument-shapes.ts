import type { CheckpointPlace, ExecutionFilter, RemoteMethod, ServiceMethod } from "perdure/engine";
import {
  anything,
  bool,
  integer,
  list,
  nullable,
  number,
  oneOf,
  optional,
  record,
  text,
  tuple,
  type Shape,
} from "../shape/shape.js";
import { message, newCall, newEvent, newExecution } from "./commit-shapes.js";

/** JSON has no Infinity: it comes as null, and stands for as many as there are. */
const limit: Shape<number> = (value, path) => (value === null ? 2 ** 31 - 1 : integer(value, path));

export const filter = record({
  status: optional(list(text)),
  reason: optional(list(text)),
  functionId: optional(list(text)),
  tags: optional(list(text)),
  parent: optional(text),
  createdFromMs: optional(number),
  createdBeforeMs: optional(number),
  beforeSeq: optional(integer),
  limit,
} satisfies { readonly [K in keyof Required<ExecutionFilter>]: Shape<unknown> }) as Shape<ExecutionFilter>;

const place = record({
  machineId: text,
  hash: text,
  key: text,
  file: text,
  line: integer,
  source: text,
} satisfies { readonly [K in keyof CheckpointPlace]: Shape<unknown> });

const method = record({
  service: text,
  method: text,
  functionId: text,
  version: nullable(text),
  config: nullable(text),
} satisfies { readonly [K in keyof ServiceMethod]: Shape<unknown> });

const engines = list(record({ engine: integer, session: text }), 1000);

/** The arguments of each method that a worker may call. */
export const ARGUMENTS: Readonly<Record<RemoteMethod, Shape<readonly unknown[]>>> = {
  register: tuple<[number, string]>(number, text),
  create: tuple(newExecution, nullable(integer)),
  claim: tuple(integer, list(text), integer, number, optional(text)),
  due: tuple(integer, number, integer),
  nextDueAtMs: tuple(integer, number),
  messages: tuple(integer, integer, integer),
  find: tuple(text),
  load: tuple(text),
  // Each commit is looked at by itself: one that is wrong must not hurt its neighbours.
  commit: tuple(integer, list(anything, 1000)),
  send: tuple(text, message),
  sendEvent: tuple(newEvent),
  call: tuple(newCall),
  answers: tuple(list(text)),
  giveUp: tuple(text),
  cycle: tuple(text, text, integer),
  queued: tuple(text),
  events: tuple(bool, number, limit),
  list: tuple(filter),
  history: tuple(text, limit),
  unpark: tuple(text, oneOf("resume", "retry"), number, optional(text)),
  endParked: tuple(
    text,
    text,
    number,
    optional(record({ history: optional(text), reason: optional(nullable(text)), forgets: optional(bool) })),
  ),
  sweep: tuple(number, integer),
  describe: tuple(list(place)),
  engines: tuple(),
  publish: tuple(list(method, 10_000)),
  services: tuple(),
  changed: tuple(text, integer, integer),
  release: tuple(integer),
  renew: tuple(engines),
  leave: tuple(engines),
};
