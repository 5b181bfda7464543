import { stmt, text, type Node } from "../tree/node.js";
import { bind, type Place } from "./place.js";
import type { StatementRule } from "./production.js";
import type { Writer } from "./writer.js";

export const tries: readonly StatementRule[] = [
  {
    feature: "try",
    weight: 6,
    write: (writer, place) => {
      const shape = writer.one(["catch", "finally", "both"]);
      const guarded = shape !== "finally" || place.guarded;
      const body = writer.block({ ...place, guarded });
      const caught = shape === "finally" ? text`` : handler(writer, place);
      const final = shape === "catch" ? text`` : text` finally ${writer.block(inFinally(writer, place))}`;
      return stmt`try ${body}${caught}${final}`;
    },
  },
];

/** Without the feature, no jump may replace the completion of the block before. */
function inFinally(writer: Writer, place: Place): Place {
  if (writer.has("finally-jumps")) return { ...place, inFinally: true };
  return { ...place, inFinally: true, inLoop: false, inSwitch: false, labels: [], guarded: false };
}

function handler(writer: Writer, place: Place): Node {
  if (writer.once(6)) return text` catch ${writer.block(place)}`;
  if (writer.once(5)) {
    const name = writer.name("q");
    const inside = bind(place, { name, kind: "data" });
    return text` catch ({ message: ${name} = "none" }: any) ${writer.block(inside, [stmt`log("message", typeof ${name}); ${name} = 1;\n`])}`;
  }
  const name = writer.name("c");
  const rethrow = place.guarded && writer.once(5) ? [stmt`throw ${name};\n`] : [];
  return text` catch (${name}: any) ${writer.block(place, [stmt`log("${name}", ${name});\n`], rethrow)}`;
}
