import { stateOf, type DurablePromise } from "../../promises/durable-promise.js";
import { pendingResolver, resolver as resolverFunction, resolverState } from "../../promises/resolver.js";
import { textField } from "../fields.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

/** A function that settles a durable promise, as `Promise.withResolvers` gives. */
export const resolver: Kind = {
  name: "resolver",
  prototype: Function.prototype,
  matches: (value): value is object => resolverState(value) !== undefined,
  otherKeys: () => [],
  encode(value, writer) {
    const { promise, how } = resolverState(value)!;
    return { how, promise: writer.write(promise, "(promise)") };
  },
  allocate(json) {
    const how = textField(json, "how");
    if (how !== "resolve" && how !== "reject") throw invalid(`a resolver that would ${how}`);
    return resolverFunction(how);
  },
  fill(value, json, reader) {
    const promise = json["promise"] === undefined ? undefined : reader.read(json["promise"]);
    if (!stateOf(promise)) throw invalid("a resolver without its promise");
    pendingResolver(value, promise as DurablePromise);
  },
};
