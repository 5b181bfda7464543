import { WRAPPER_PROTOTYPE } from "../../machine/iteration/lazy/iterator-from.js";
import { LAZY_PROTOTYPE } from "../../machine/iteration/lazy/lazy-iterator.js";
import {
  lazyObject,
  lazyState,
  lazyStateOf,
  type LazyState,
} from "../../machine/iteration/lazy/lazy-state.js";
import type { LazyKind } from "../../machine/iteration/lazy/natives.js";
import { countField, textField } from "../fields.js";
import type { JsonObject } from "../json.js";
import type { Reader } from "../reader.js";
import { invalid } from "../snapshot-error.js";
import type { Writer } from "../writer.js";
import { flagField } from "./iteration-flag.js";
import { readIterating, writeIterating } from "./iteration-protocol.js";
import type { Kind } from "./kind.js";

const KINDS: readonly string[] = ["map", "filter", "flatMap", "take", "drop", "from"] satisfies LazyKind[];

/** What `iterator.map(f)` and its like, and `Iterator.from(value)`, give: where it stands, and what it steps through. */
export const iterationLazy: Kind = {
  name: "lazy-iterator",
  matches: (value): value is object => lazyStateOf(value) !== undefined,
  encode(value, writer) {
    const state = lazyStateOf(value)!;
    const json = { of: state.kind, done: state.done };
    return state.done ? json : { ...json, ...writeState(state, writer) };
  },
  allocate(json) {
    const kind = textField(json, "of");
    if (!KINDS.includes(kind)) throw invalid(`there is no lazy iterator of ${kind}`);
    const prototype = kind === "from" ? WRAPPER_PROTOTYPE : LAZY_PROTOTYPE;
    if (!prototype) throw invalid(`an iterator of Node 22 or later: it was made by "${kind}" of Iterator`);
    const state = lazyState(kind as LazyKind);
    state.done = flagField(json, "done");
    return lazyObject(state, prototype);
  },
  fill(value, json, reader) {
    const state = lazyStateOf(value)!;
    if (!state.done) readState(state, json, reader);
  },
};

function writeState(state: LazyState, writer: Writer): JsonObject {
  const { kind, source, limit, calls, callback, inner } = state;
  const json = writeIterating(source, writer);
  if (kind === "from") return json;
  if (kind === "take" || kind === "drop") return { ...json, limit: writer.write(limit, "limit") };
  Object.assign(json, { calls, callback: writer.write(callback, "callback") });
  return inner ? { ...json, inner: writeIterating(inner, writer) } : json;
}

function readState(state: LazyState, json: JsonObject, reader: Reader): void {
  const { kind } = state;
  state.source = readIterating(json, reader);
  if (kind === "from") return;
  if (kind === "take" || kind === "drop") {
    state.limit = limitField(json, reader);
    return;
  }
  state.calls = countField(json, "calls", 0, Number.MAX_SAFE_INTEGER);
  state.callback = json["callback"] === undefined ? undefined : reader.read(json["callback"]);
  if (typeof state.callback !== "function") throw invalid("a lazy iterator without its function");
  const { inner } = json;
  if (inner !== undefined) state.inner = readIterating(Object(inner) as JsonObject, reader);
}

function limitField(json: JsonObject, reader: Reader): number {
  const limit = json["limit"] === undefined ? undefined : reader.read(json["limit"]);
  if (limit === Infinity || (typeof limit === "number" && Number.isInteger(limit) && limit >= 0))
    return limit;
  throw invalid("a lazy iterator without its limit");
}
