import { expr, text, type Node } from "../../tree/node.js";
import { body } from "../closures.js";
import { enterOnce, type Place } from "../place.js";
import type { ExpressionRule } from "../production.js";
import type { Writer } from "../writer.js";

/** Async arrows that are called where they are written. */
export const tasks: readonly ExpressionRule[] = [
  {
    feature: "task",
    weight: 12,
    write: (writer, place) => {
      const name = writer.name("p");
      return expr`(async (${name}: any) => ${taskBody(writer, place, name)})(${writer.expression(place)})`;
    },
  },
];

/** What a task does with the value under the name: several statements, or one expression. */
export function taskBody(writer: Writer, place: Place, name: string): Node {
  const inside = enterOnce(place, true, name);
  return isDeep(place) || writer.once(3) ? expr`(${writer.expression(inside)})` : body(writer, inside);
}

/** Where no more statements are written inside of others. */
export const isDeep = ({ depth }: Place): boolean => depth > 3;

/** A function of one value that says what came. */
export function callback(writer: Writer, place: Place, value: (inside: Place) => Node, prefix = ""): Node {
  const name = writer.name("p");
  const inside = enterOnce(place, prefix !== "", name);
  return text`${prefix}(${name}: any) => (log("${name}", ${name}), ${value(inside)})`;
}
