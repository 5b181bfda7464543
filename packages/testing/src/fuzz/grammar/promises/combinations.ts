import { expr, list, text, type Node } from "../../tree/node.js";
import { namesOf, type Place } from "../place.js";
import type { ExpressionRule } from "../production.js";
import type { Writer } from "../writer.js";
import { taskBody } from "./tasks.js";

const KINDS = ["all", "allSettled", "race", "any"];

/** `Promise.all` and its like: over promises of every kind, plain values, and tasks made by `map`. */
export const combinations: readonly ExpressionRule[] = [
  {
    feature: "combination",
    weight: 9,
    write: (writer, place) => {
      const legs = [leg(writer, place), leg(writer, place), ...(writer.once(2) ? [leg(writer, place)] : [])];
      // A race without legs would never end.
      const array = expr`[${list(", ", legs)}, ${writer.held(place)}]`;
      return expr`Promise.${writer.one(KINDS)}(${writer.once(6) ? expr`new Set(${array})` : array})`;
    },
  },
  {
    feature: "combination",
    weight: 10,
    when: (place) => namesOf(place, "promises", "promiseMap").length > 0,
    write: (writer, place) => {
      const [arrays, maps] = [namesOf(place, "promises"), namesOf(place, "promiseMap")];
      const source = arrays.length ? writer.one(arrays) : `${writer.one(maps)}.values()`;
      return expr`Promise.${writer.one(KINDS)}(${source})`;
    },
  },
  {
    feature: "mapped-tasks",
    weight: 9,
    write: (writer, place) => {
      const name = writer.name("p");
      const task = text`async (${name}: any) => ${taskBody(writer, place, name)}`;
      const made = text`[0, ...array(${writer.expression(place)})].slice(0, 3).map(${task})`;
      return writer.once(3)
        ? expr`Promise.${writer.one(KINDS)}([...${made}.map(held), ${writer.held(place)}])`
        : expr`Promise.${writer.one(KINDS)}(${made})`;
    },
  },
];

function leg(writer: Writer, place: Place): Node {
  const names = namesOf(place, "promise");
  if (names.length && writer.once(3)) return expr`${writer.one(names)}`;
  return writer.once(4) ? writer.expression(place) : writer.held(place);
}
