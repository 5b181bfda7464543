import { stateOf } from "../../promises/durable-promise.js";
import { resolver as resolverFunction, resolverState, type Resolving } from "../../promises/resolver.js";
import { textField } from "../fields.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

/** A function that settles a durable promise, as `Promise.withResolvers` and `new Promise` give. */
export const resolver: Kind = {
  name: "resolver",
  prototype: Function.prototype,
  matches: (value): value is object => resolverState(value) !== undefined,
  otherKeys: () => [],
  encode(value, writer) {
    const { how, of } = resolverState(value)!;
    return { how, of: writer.write(of, "(promise)") };
  },
  allocate(json) {
    const how = textField(json, "how");
    if (how !== "resolve" && how !== "reject") throw invalid(`a resolver that would ${how}`);
    return resolverFunction(how);
  },
  fill(value, json, reader) {
    const of = json["of"] === undefined ? undefined : reader.read(json["of"]);
    reader.whenFilled(() => {
      if (!isResolving(of)) throw invalid("a resolver without its promise");
      if (!of.isDone) stateOf(of.promise)!.isHeld = true;
    });
    resolverState(value)!.of = of as Resolving;
  },
};

function isResolving(value: unknown): value is Resolving {
  const { promise, isDone } = (value ?? {}) as Partial<Resolving>;
  return stateOf(promise) !== undefined && typeof isDone === "boolean";
}
