import { expr, list, text, type Node } from "../tree/node.js";
import { namesOf, type Place } from "./place.js";
import type { ExpressionRule } from "./production.js";
import type { Writer } from "./writer.js";

/** Arrays, objects and collections. */
export const literals: readonly ExpressionRule[] = [
  {
    feature: "literal",
    weight: 5,
    write: (writer, place) =>
      writer.one([array, object, object, place.isPure ? object : collection])(writer, place),
  },
  {
    feature: "spread",
    weight: 3,
    write: (writer, place) =>
      writer.once(2)
        ? expr`[${list(", ", [writer.expression(place), spread(writer, place), writer.expression(place)])}]`
        : expr`({ ${list(", ", [entry(writer, place), text`...object(${writer.expression(place)})`, entry(writer, place)])} })`,
  },
];

/** `...values`; a generator's too. */
export function spread(writer: Writer, place: Place): Node {
  const generators = place.isPure ? [] : namesOf(place, "generator");
  if (generators.length && writer.once(2))
    return text`...${writer.one(generators)}(${writer.expression(place)})`;
  return text`...array(${writer.expression(place)})`;
}

const array = (writer: Writer, place: Place): Node =>
  expr`[${list(", ", [writer.expression(place), ...(writer.once(6) ? [text``] : []), writer.expression(place)])}]`;

const object = (writer: Writer, place: Place): Node =>
  expr`({ ${list(", ", [entry(writer, place), entry(writer, place)])} })`;

const entry = (writer: Writer, place: Place): Node =>
  writer.once(3)
    ? text`[key(${writer.expression(place)})]: ${writer.expression(place)}`
    : text`${writer.one(["k0", "k1", "n"])}: ${writer.expression(place)}`;

const collection = (writer: Writer, place: Place): Node =>
  writer.once(2)
    ? expr`new Map([["k0", ${writer.expression(place)}], [key(${writer.expression(place)}), ${writer.expression(place)}]])`
    : expr`new Set([${list(", ", [writer.expression(place), writer.expression(place)])}])`;
