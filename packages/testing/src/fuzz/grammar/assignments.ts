import { expr, type Node } from "../tree/node.js";
import { namesOf, type Place } from "./place.js";
import type { ExpressionRule } from "./production.js";
import type { Writer } from "./writer.js";

const hasTarget = (place: Place): boolean => namesOf(place, "data").length > 0;
const variable = (writer: Writer, place: Place): Node => expr`${writer.one(namesOf(place, "data"))}`;
const member = (writer: Writer, place: Place): Node =>
  expr`object(${writer.operand(place)})[key(${writer.expression(place)})]`;
const either = (writer: Writer, place: Place): Node =>
  writer.once(2) ? variable(writer, place) : member(writer, place);

/** Expressions that write. What they write stays small, so that programs cannot grow without end. */
export const assignments: readonly ExpressionRule[] = [
  {
    feature: "assignment",
    weight: 5,
    when: hasTarget,
    write: (writer, place) => expr`(${variable(writer, place)} = keep(${writer.expression(place)}))`,
  },
  {
    feature: "member-assignment",
    weight: 3,
    when: hasTarget,
    write: (writer, place) => expr`(${member(writer, place)} = keep(${writer.expression(place)}))`,
  },
  {
    feature: "compound-assignment",
    weight: 5,
    when: hasTarget,
    write: (writer, place) =>
      expr`(${either(writer, place)} ${writer.one(["+=", "-=", "*=", "%=", "|=", "**=", ">>="])} brief(${writer.expression(place)}))`,
  },
  {
    feature: "logical-assignment",
    weight: 4,
    when: hasTarget,
    write: (writer, place) =>
      expr`(${either(writer, place)} ${writer.one(["??=", "||=", "&&="])} keep(${writer.expression(place)}))`,
  },
];
