import { list, stmt, text, type Node } from "../tree/node.js";
import type { Place } from "./place.js";
import type { StatementRule } from "./production.js";
import type { Writer } from "./writer.js";

/** switch, with fall-through, and with its default anywhere. */
export const switches: readonly StatementRule[] = [
  {
    feature: "switch",
    weight: 3,
    write: (writer, place) => {
      const inside = { ...place, inSwitch: true };
      const cases = [0, 1, 2]
        .slice(writer.pick(2))
        .map(() => oneCase(writer, inside, writer.expression(inside)));
      if (!writer.once(4)) cases.splice(writer.pick(cases.length + 1), 0, oneCase(writer, inside));
      return stmt`switch (${writer.expression(place)}) {\n${list("", cases)}}\n`;
    },
  },
];

function oneCase(writer: Writer, place: Place, value?: Node): Node {
  const body = writer.once(4)
    ? text``
    : writer.statements({ ...place, depth: place.depth + 1 }, 1 + writer.pick(2));
  const leave = writer.once(2) ? list("", [stmt`break;\n`]) : text``;
  const head = value ? text`case ${value}:` : text`default:`;
  // The semicolon: TypeScript reads `case (a): {` as the start of an arrow function.
  return text`${head} ;{\n${body}}\n${leave}`;
}
