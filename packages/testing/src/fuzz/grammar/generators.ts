import { expr, stmt, text, type Node } from "../tree/node.js";
import { parameters } from "./parameters.js";
import { detached, enter, namesOf, without, type Place } from "./place.js";
import type { ExpressionRule, StatementRule } from "./production.js";
import type { Writer } from "./writer.js";

/** Generator functions, and generators that are held while other things go on. */
export const generators: readonly StatementRule[] = [
  {
    feature: "generator",
    weight: 3,
    write: (writer, place) => {
      const name = writer.name("g");
      return {
        node: stmt`const ${name}: any = function* ${generator(writer, place)};\n`,
        declares: [{ name, kind: "generator" }],
      };
    },
  },
  {
    feature: "async-generator",
    weight: 3,
    write: (writer, place) => {
      const name = writer.name("g");
      const node = stmt`async function* ${name}${generator(writer, place, true)}\n`;
      return { node, declares: [{ name, kind: "asyncGenerator" }] };
    },
  },
  {
    feature: "held-generator",
    weight: 30,
    when: (place) => namesOf(place, "generator").length > 0,
    write: (writer, place) => {
      const name = writer.name("it");
      const start = expr`${writer.one(namesOf(place, "generator"))}(${writer.expression(place)})`;
      return { node: stmt`const ${name}: any = ${start};\n`, declares: [{ name, kind: "iterator" }] };
    },
  },
  {
    feature: "async-generator",
    weight: 25,
    when: (place) => namesOf(place, "asyncGenerator").length > 0,
    write: (writer, place) => {
      const name = writer.name("it");
      const start = expr`${writer.one(namesOf(place, "asyncGenerator"))}(${writer.expression(place)})`;
      return { node: stmt`const ${name}: any = ${start};\n`, declares: [{ name, kind: "asyncIterator" }] };
    },
  },
];

/** The parameters and the body of a generator function. */
export const generator = (writer: Writer, place: Place, canAwait = false): Node => {
  const { node, declares } = parameters(writer, detached(place));
  const inside = enter(detached(place), { canAwait, canYield: true, hasArguments: true }, ...declares);
  const more = writer.statements(inside, 1 + writer.pick(3));
  return text`(${node}): any {\nlog("y", yield ${writer.expression(inside)});\n${more}}`;
};

/** Inside generators, and with generators that are held. */
export const generatorExpressions: readonly ExpressionRule[] = [
  {
    feature: "generator",
    weight: 12,
    when: ({ canYield }) => canYield,
    write: (writer, place) => expr`(yield ${writer.expression(place)})`,
  },
  {
    feature: "delegation",
    weight: 4,
    when: ({ canYield }) => canYield,
    write: (writer, place) => {
      const names = namesOf(place, "generator", ...(place.canAwait ? (["asyncGenerator"] as const) : []));
      if (names.length && !writer.once(3))
        return expr`(tick() ? yield* ${writer.one(names)}(${writer.expression(place)}) : 0)`;
      return expr`(yield* array(${writer.expression(place)}))`;
    },
  },
  {
    feature: "held-generator",
    weight: 20,
    when: (place) => namesOf(place, "iterator").length > 0,
    write: (writer, place) => {
      const name = writer.one(namesOf(place, "iterator"));
      const inside = without(place, name);
      if (place.guarded && writer.once(4)) return expr`${name}.throw(new Error("t:${writer.name("t")}"))`;
      if (writer.once(5)) return expr`${name}.return(${writer.expression(inside)})`;
      return expr`${name}.next(${writer.expression(inside)})${writer.one([text``, text`.value`])}`;
    },
  },
  {
    feature: "async-generator",
    weight: 8,
    when: (place) => place.canAwait && namesOf(place, "asyncIterator").length > 0,
    write: (writer, place) => {
      const name = writer.one(namesOf(place, "asyncIterator"));
      const inside = without(place, name);
      if (place.guarded && writer.once(4))
        return expr`(await ${name}.throw(new Error("t:${writer.name("t")}")))`;
      if (writer.once(5)) return expr`(await ${name}.return(${writer.expression(inside)}))`;
      return expr`(await ${name}.next(${writer.expression(inside)}))${writer.one([text``, text`.value`])}`;
    },
  },
];
