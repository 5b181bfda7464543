import { expr, type Node } from "../tree/node.js";
import type { Place } from "./place.js";
import type { Writer } from "./writer.js";

/** `ctx.run`; one in `failures` fails. */
export function step(writer: Writer, place: Place, failures: number): Node {
  const name = `"${writer.name("n")}"`;
  if (writer.once(failures)) return expr`ctx.run(${name}, () => fail("${writer.name("f")}"))`;
  const pure = { ...place, isPure: true, canAwait: false, canYield: false };
  const prefix = writer.one(["async ", ""]);
  if (!writer.isConcurrent) return expr`ctx.run(${name}, ${prefix}() => ${writer.expression(pure)})`;
  // When a step runs, other tasks may have gone on: it sees only what cannot change.
  const given = writer.name("p");
  const own = { ...pure, bindings: [{ name: given, kind: "constant" }] } as const;
  return expr`((${given}: any) => ctx.run(${name}, ${prefix}() => ${writer.expression(own)}))(brief(${writer.expression(place)}))`;
}
