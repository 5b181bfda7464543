import { expr, list, text, type Node } from "../../tree/node.js";
import { body } from "../closures.js";
import { enterOnce, namesOf, type Place } from "../place.js";
import type { ExpressionRule } from "../production.js";
import type { Writer } from "../writer.js";
import { isDeep } from "./tasks.js";

/**
 * `ctx.spawn` of tasks, children and effects. Each of them ends when nothing else goes on, and none fails unless the
 * outcomes are settled: plain mode cancels nothing.
 */
export const spawns: readonly ExpressionRule[] = [
  {
    feature: "spawn",
    weight: 6,
    write: (writer, place) => {
      const settle = writer.once(2);
      const entries = [0, 1, 2].slice(writer.pick(3)).map(() => entry(writer, place, settle));
      const options = [
        ...(settle ? [text`settle: true`] : []),
        ...(writer.once(2) ? [text`concurrency: ${1 + writer.pick(2)}`] : []),
      ];
      return expr`ctx.spawn([${list(", ", entries)}], { ${list(", ", options)} }).finally(() => ctx.sleep(pause()))`;
    },
  },
];

function entry(writer: Writer, place: Place, mayFail: boolean): Node {
  const label = writer.name("n");
  const value = writer.expression({ ...place, canAwait: false });
  const children = namesOf(place, "child");
  if (mayFail && writer.once(4)) return text`["${label}", effect, brief(${value})]`;
  if (mayFail && children.length && writer.once(2))
    return text`["${label}", ${writer.one(children)}, pause(), ${value}]`;
  const name = writer.name("p");
  const inside = enterOnce({ ...place, guarded: true }, true, name);
  const code = isDeep(place) ? text`{ return ${writer.expression(inside)}; }` : body(writer, inside);
  const caught = mayFail ? text`` : text`catch (error: any) { return log("spawned", error); } `;
  const task = text`async (ctx: DurableContext, ${name}: any) => { try ${code} ${caught}finally { await ctx.sleep(pause()); } }`;
  return text`["${label}", ${task}, ${value}]`;
}
