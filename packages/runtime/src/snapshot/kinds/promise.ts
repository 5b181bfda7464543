import { durablePromise, stateOf, type DurablePromise } from "../../promises/durable-promise.js";
import type { PromiseState, Source } from "../../promises/promise-state.js";
import type { Reaction } from "../../promises/reaction.js";
import type { Outcome } from "../../promises/outcome.js";
import type { Json, JsonObject } from "../json.js";
import type { Reader } from "../reader.js";
import { invalid } from "../snapshot-error.js";
import { writeList, writeRecord } from "../write-record.js";
import type { Kind } from "./kind.js";

/** What Node puts on promises while async hooks are on; before version 24 any AsyncLocalStorage turns them on. */
const MARKS: ReadonlySet<unknown> = new Set(["async_id_symbol", "trigger_async_id_symbol", "kResourceStore"]);

const isMark = (key: string | symbol): boolean => typeof key === "symbol" && MARKS.has(key.description);

/** A promise of compiled code: how it ended, or what is to happen when it ends. */
export const promise: Kind<DurablePromise> = {
  name: "promise",
  matches: (value): value is DurablePromise => stateOf(value) !== undefined,
  usualPrototype: (value) => Object.getPrototypeOf(value) as object,
  otherKeys(value) {
    const keys = Reflect.ownKeys(value);
    return keys.length === 0 ? keys : keys.filter((key) => !isMark(key));
  },
  encode(value, writer) {
    const state = stateOf(value)!;
    if (writer.options.home !== state.home) return writer.refuse("value", "a promise");
    const json: JsonObject = {};
    if (state.handled) json["handled"] = true;
    if (state.outcome) json["outcome"] = writeRecord(state.outcome, "(outcome)", writer);
    if (state.source) json["source"] = writeRecord(state.source, "(source)", writer);
    const stored = state.reactions.filter((reaction) => reaction.kind !== "native");
    if (stored.length > 0) json["reactions"] = writeList(stored, "(reactions)", writer, writeRecord);
    return json;
  },
  // Its execution is known to the reader only, when it is filled.
  allocate: () => durablePromise(undefined as never),
  fill(value, json, reader) {
    const { home } = reader.hooks;
    if (!home) throw invalid("a promise outside of an execution");
    const state = stateOf(value)!;
    state.home = home;
    state.handled = json["handled"] === true;
    state.outcome = readChecked(json["outcome"], reader, isOutcome);
    state.source = readChecked(json["source"], reader, isSource);
    state.reactions = readChecked(json["reactions"], reader, Array.isArray) ?? [];
    home.promiseRestored(state);
    reader.whenFilled(() => checkReactions(state));
  },
};

function readChecked<T>(
  json: Json | undefined,
  reader: Reader,
  check: (value: unknown) => boolean,
): T | undefined {
  if (json === undefined) return undefined;
  const value = reader.read(json);
  if (!check(value)) throw invalid("a promise whose content is none");
  return value as T;
}

const isOutcome = (value: unknown): value is Outcome =>
  isObject(value) && (Object.hasOwn(value, "value") || Object.hasOwn(value, "error"));

const isSource = (value: unknown): value is Source => isObject(value) && typeof value["kind"] === "string";

function checkReactions({ reactions }: PromiseState): void {
  for (const reaction of reactions as readonly unknown[]) {
    if (!isObject(reaction) || !fits(reaction as unknown as Reaction))
      throw invalid("a reaction of a promise");
  }
}

/** Complete, so that what a damaged snapshot holds cannot break the runtime later. */
function fits(reaction: Reaction): boolean {
  switch (reaction.kind) {
    case "task":
      return typeof reaction.task === "number";
    case "then":
      return (
        isPromise(reaction.derived) && isCallback(reaction.onFulfilled) && isCallback(reaction.onRejected)
      );
    case "finally":
      return isPromise(reaction.derived) && typeof reaction.onFinally === "function";
    case "pass":
      return isPromise(reaction.derived) && isOutcome(reaction.outcome);
    case "follow":
      return isPromise(reaction.derived);
    case "leg": {
      const { combination, index } = reaction;
      return (
        isObject(combination) &&
        isPromise(combination.promise) &&
        Array.isArray(combination.values) &&
        typeof combination.remaining === "number" &&
        typeof index === "number"
      );
    }
    case "spawned":
      return isPromise(reaction.spawn) && typeof reaction.index === "number";
    default:
      return false;
  }
}

const isPromise = (value: unknown): boolean => stateOf(value) !== undefined;

const isCallback = (value: unknown): boolean => value === undefined || typeof value === "function";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
