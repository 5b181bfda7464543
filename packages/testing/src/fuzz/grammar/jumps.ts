import { mark, stmt, text, type Node } from "../tree/node.js";
import type { Place } from "./place.js";
import type { StatementRule } from "./production.js";

const inFinally = (place: Place): Node => (place.inFinally ? mark("finally-jumps") : text``);

/** break and continue, and blocks with labels. */
export const jumps: readonly StatementRule[] = [
  {
    feature: "jumps",
    weight: 4,
    when: ({ inLoop, inSwitch }) => inLoop || inSwitch,
    write: (writer, place) => {
      const jump = place.inLoop && writer.once(2) ? "continue" : "break";
      return stmt`${inFinally(place)}if (${writer.expression(place)}) ${jump};\n`;
    },
  },
  {
    feature: "labels",
    weight: 4,
    when: ({ labels }) => labels.length > 0,
    write: (writer, place) => {
      const { name, isLoop } = writer.one(place.labels);
      return stmt`${inFinally(place)}if (${writer.expression(place)}) ${isLoop ? writer.one(["break", "continue"]) : "break"} ${name};\n`;
    },
  },
  {
    feature: "labels",
    weight: 1,
    write: (writer, place) => {
      const name = writer.name("B");
      return stmt`${name}: ${writer.block({ ...place, labels: [...place.labels, { name, isLoop: false }] })}`;
    },
  },
];
