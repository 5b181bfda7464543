import { AsyncIteration } from "../../machine/iteration/async-iteration.js";
import { Iteration, iterationKind } from "../../machine/iteration/iteration.js";
import { flagField } from "./iteration-flag.js";
import { invalid } from "../snapshot-error.js";
import { readIterating, writeIterating } from "./iteration-protocol.js";
import type { Kind } from "./kind.js";

/** Where a `for await` loop stands, with its asynchronous iterator or the synchronous iteration under it. */
export const iterationAsync: Kind<AsyncIteration> = {
  name: "async-iteration",
  matches: (value): value is AsyncIteration => iterationKind(value) === "async",
  encode({ source, done, last }, writer) {
    if ("iterator" in source) return { done, last, ...writeIterating(source, writer) };
    return { done, last, iteration: writer.write(source.iteration, "iteration") };
  },
  otherKeys: () => [],
  allocate: (json) =>
    new AsyncIteration({ iterator: {}, method: undefined }, flagField(json, "done"), flagField(json, "last")),
  fill(value, json, reader) {
    if (json["iteration"] === undefined)
      return void Object.assign(value, { source: readIterating(json, reader) });
    const iteration = reader.read(json["iteration"]);
    if (!(iteration instanceof Iteration)) throw invalid("a loop without its iteration");
    Object.assign(value, { source: { iteration } });
  },
};
