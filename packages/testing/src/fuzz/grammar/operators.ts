import { expr } from "../tree/node.js";
import { namesOf } from "./place.js";
import type { ExpressionRule } from "./production.js";

const BINARY = ["+", "-", "*", "%", "<", ">=", "==", "===", "!==", "&", "|", "<<", ">>>", "**"];
const UNARY = ["-", "+", "!", "~", "void ", "typeof "];

/** Expressions made of operators. */
export const operators: readonly ExpressionRule[] = [
  {
    feature: "operators",
    weight: 5,
    write: (writer, place) => {
      const [left, right] = [writer.expression(place), writer.expression(place)];
      if (writer.once(8)) return expr`(${left} instanceof ${writer.one(["Object", "Array", "Map"])})`;
      if (writer.once(8)) return expr`(key(${left}) in object(${right}))`;
      return expr`(brief(${left}) ${writer.one(BINARY)} brief(${right}))`;
    },
  },
  {
    feature: "logical",
    weight: 4,
    write: (writer, place) => {
      const operator = writer.one(["&&", "||", "??"]);
      return expr`(${writer.expression(place)} ${operator} ${writer.expression(place)})`;
    },
  },
  {
    feature: "conditional",
    weight: 4,
    write: (writer, place) =>
      expr`(${writer.expression(place)} ? ${writer.expression(place)} : ${writer.expression(place)})`,
  },
  {
    feature: "sequence",
    weight: 2,
    write: (writer, place) => expr`(${writer.expression(place)}, ${writer.expression(place)})`,
  },
  {
    feature: "unary",
    weight: 2,
    write: (writer, place) => expr`(${writer.one(UNARY)}brief(${writer.expression(place)}))`,
  },
  {
    feature: "delete",
    weight: 2,
    when: (place) => namesOf(place, "data").length > 0,
    write: (writer, place) =>
      expr`(delete object(${writer.operand(place)})[key(${writer.expression(place)})])`,
  },
  {
    feature: "update",
    weight: 2,
    when: (place) => namesOf(place, "data").length > 0,
    write: (writer, place) => {
      const name = writer.one(namesOf(place, "data"));
      const target = writer.once(2) ? expr`${name}` : expr`object(${name})[key(${writer.expression(place)})]`;
      return writer.one([expr`(${target}++)`, expr`(--${target})`]);
    },
  },
];
