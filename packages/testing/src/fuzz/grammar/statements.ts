import { stmt } from "../tree/node.js";
import type { StatementRule } from "./production.js";

/** Statements that neither declare nor loop. */
export const statements: readonly StatementRule[] = [
  {
    feature: "if",
    weight: 4,
    write: (writer, place) => {
      const test = writer.expression(place);
      if (writer.once(2)) return stmt`if (${test}) ${writer.block(place)}`;
      return stmt`if (${test}) ${writer.block(place)} else ${writer.block(place)}`;
    },
  },
  { feature: "block", weight: 1, write: (writer, place) => stmt`${writer.block(place)}` },
  {
    feature: "assignment",
    weight: 5,
    write: (writer, place) => stmt`${writer.expression(place)};\n`,
  },
  {
    feature: "throw",
    weight: 3,
    when: ({ guarded }) => guarded,
    write: (writer, place) => {
      const value = writer.once(3)
        ? writer.operand(place)
        : stmt`new ${writer.one(["Error", "RangeError"])}("t:${writer.name("t")}")`;
      return stmt`if (${writer.expression(place)}) throw ${value};\n`;
    },
  },
  {
    feature: "return",
    weight: 2,
    when: ({ depth, inFinally, inLoop, guarded }) => depth > 1 && (!inFinally || inLoop || guarded),
    write: (writer, place) =>
      stmt`if (brief(${writer.expression(place)}) === ${writer.pick(3)}) return ${writer.expression(place)};\n`,
  },
];
