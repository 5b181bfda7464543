import { expr, list } from "../tree/node.js";
import { spread } from "./literals.js";
import { bind, detached, namesOf } from "./place.js";
import type { ExpressionRule } from "./production.js";

/** Calls of functions that are not async. */
export const calls: readonly ExpressionRule[] = [
  {
    feature: "call",
    weight: 3,
    write: (writer, place) => {
      const values = [writer.expression(place), spread(writer, place), writer.expression(place)];
      return writer.one([
        expr`count(${list(", ", values)})`,
        expr`[${writer.expression(place)}].concat(${list(", ", values.slice(0, 2))})`,
        expr`String(brief(${writer.expression(place)})).slice(${writer.one(["0", "1"])}, ${writer.operand(place)})`,
      ]);
    },
  },
  {
    feature: "closure",
    weight: 6,
    when: (place) => namesOf(place, "function").length > 0,
    write: (writer, place) =>
      expr`(tick() ? ${writer.one(namesOf(place, "function"))}(${writer.expression(place)}) : 0)`,
  },
  {
    feature: "stored-closures",
    weight: 6,
    when: (place) => namesOf(place, "functions").length > 0,
    write: (writer, place) =>
      expr`(tick() ? ${writer.one(namesOf(place, "functions"))}.at(${writer.pick(3) - 1})?.(${writer.expression(place)}) : 0)`,
  },
  {
    feature: "stored-closures",
    weight: 4,
    when: (place) => namesOf(place, "functionMap").length > 0,
    write: (writer, place) => {
      const name = writer.one(namesOf(place, "functionMap"));
      return expr`(tick() ? ${name}.get(key(${writer.expression(place)}))?.(${writer.expression(place)}) : 0)`;
    },
  },
  {
    feature: "callback",
    weight: 3,
    write: (writer, place) => {
      const name = writer.name("p");
      const inside = bind({ ...place, canAwait: false, canYield: false }, { name, kind: "data" });
      const array = expr`array(${writer.expression(place)})`;
      const body = () => writer.expression(inside);
      return writer.one([
        () => expr`${array}.map((${name}: any) => ${body()})`,
        () => expr`${array}.filter((${name}: any) => ${body()})`,
        () =>
          expr`${array}.reduce((sum: any, ${name}: any) => sum + brief(${body()}), ${writer.expression(place)})`,
        () =>
          expr`${array}.find(function (this: any, ${name}: any) { return ${writer.expression({ ...detached(inside), hasArguments: true })}; })`,
      ])();
    },
  },
  {
    feature: "arguments",
    weight: 4,
    when: ({ hasArguments }) => hasArguments,
    write: (writer, place) => expr`(arguments[${writer.operand(place)} as any] ?? arguments.length)`,
  },
];
