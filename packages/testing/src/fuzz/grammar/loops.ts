import { list, stmt, text, type Node } from "../tree/node.js";
import { bind, without, type Binding, type Place } from "./place.js";
import type { StatementRule } from "./production.js";
import type { Writer } from "./writer.js";

/** A loop's label, or nothing, and the place inside the loop. */
export function intoLoop(
  writer: Writer,
  place: Place,
  ...declared: readonly Binding[]
): readonly [label: string, inside: Place] {
  const name = writer.has("labels") && writer.once(3) ? writer.name("L") : "";
  const labels = name ? [...place.labels, { name, isLoop: true }] : place.labels;
  const inside = { ...bind(place, ...declared), labels, inLoop: true, inSwitch: false, isFresh: true };
  return [name && `${name}: `, inside];
}

/** A closure over the loop's variables, now and then, that is kept or called in the head. */
const headClosure = (writer: Writer, name: string): Node[] =>
  writer.has("closure") && writer.once(4) ? [text`${name}f: any = () => ${name}++`] : [];

/** Loops over a condition. `tick()` counts the rounds of the whole program, so that every loop ends. */
export const loops: readonly StatementRule[] = [
  {
    feature: "for",
    weight: 4,
    write: (writer, place) => {
      const name = writer.hiding("i", place);
      const outside = without(place, name);
      const [label, inside] = intoLoop(writer, place, { name, kind: "data" });
      const start = writer.once(3) ? writer.expression(outside) : text`0`;
      const declarators = list(", ", [text`${name}: any = ${start}`, ...headClosure(writer, name)]);
      const test = writer.once(2) ? text`${name} < 3` : writer.expression(inside);
      const step = writer.once(2) ? text`${name}++` : text`${writer.expression(inside)}, ${name}++`;
      return stmt`${label}for (let ${declarators}; tick() && ${test}; ${step}) ${writer.block(inside)}`;
    },
  },
  {
    feature: "while",
    weight: 2,
    write: (writer, place) => {
      const [label, inside] = intoLoop(writer, place);
      return stmt`${label}while (tick() && ${writer.expression(place)}) ${writer.block(inside)}`;
    },
  },
  {
    feature: "do",
    weight: 2,
    write: (writer, place) => {
      const [label, inside] = intoLoop(writer, place);
      const body = writer.block(inside);
      return stmt`${label}do ${body} while (tick() && ${writer.expression(place)});\n`;
    },
  },
];
