import { expr, list, mark, stmt, text, type Node } from "../tree/node.js";
import { arrayPattern, objectPattern } from "./patterns.js";
import { intoLoop } from "./loops.js";
import { namesOf, without, type Binding, type Place } from "./place.js";
import type { StatementRule } from "./production.js";
import type { Writer } from "./writer.js";

const guard: Node = stmt`if (!tick()) break;\n`;

/** for-of, for-in and for await. */
export const iterations: readonly StatementRule[] = [
  {
    feature: "for-of",
    weight: 4,
    write: (writer, place) => overName(writer, place, array),
  },
  {
    feature: "for-of-iterable",
    weight: 3,
    write: (writer, place) => overName(writer, place, iterable),
  },
  {
    feature: "generator",
    weight: 3,
    when: (place) => namesOf(place, "generator").length > 0,
    write: (writer, place) =>
      overName(
        writer,
        place,
        (_, outside) => expr`${writer.one(namesOf(place, "generator"))}(${writer.expression(outside)})`,
      ),
  },
  {
    feature: "held-generator",
    weight: 3,
    when: (place) => namesOf(place, "iterator").length > 0,
    write: (writer, place) => overName(writer, place, () => expr`${writer.one(namesOf(place, "iterator"))}`),
  },
  {
    feature: "async-generator",
    weight: 4,
    when: (place) => place.canAwait && namesOf(place, "asyncGenerator").length > 0,
    write: (writer, place) => {
      const name = writer.name("i");
      const [label, inside] = intoLoop(writer, place, { name, kind: "data" });
      const held = namesOf(place, "asyncIterator");
      const started = writer.one(namesOf(place, "asyncGenerator"));
      const source =
        held.length && writer.once(3)
          ? expr`${writer.one(held)}`
          : expr`${started}(${writer.expression(place)})`;
      return stmt`${label}for await (const ${name} of ${source}) ${writer.block(readOnly(inside, name), [guard])}`;
    },
  },
  {
    feature: "destructuring",
    weight: 2,
    write: (writer, place) => {
      const pattern = (writer.once(2) ? arrayPattern : objectPattern)(writer, place, "declare");
      const [label, inside] = intoLoop(writer, place, ...pattern.declares);
      const items = list(", ", [pattern.value(), pattern.value()]);
      return stmt`${label}for (const ${pattern.node} of [${items}]) ${writer.block(
        pattern.declares.reduce((inner, { name }) => readOnly(inner, name), inside),
        [guard],
      )}`;
    },
  },
  {
    feature: "for-target",
    weight: 1,
    when: (place) => namesOf(place, "data").length > 0,
    write: (writer, place) => {
      const [label, inside] = intoLoop(writer, place);
      const variable = writer.one(namesOf(place, "data"));
      const target = writer.one([
        expr`${variable}`,
        expr`object(${variable})[key(${writer.expression(place)})]`,
        expr`[${variable}]`,
        expr`{ n: ${variable} = ${writer.expression(place)} }`,
      ]);
      const source = expr`[[${writer.expression(place)}], [${writer.expression(place)}]]`;
      return stmt`${label}for (${target} of ${source}) ${writer.block(inside, [guard])}`;
    },
  },
  {
    feature: "for-in",
    weight: 2,
    write: (writer, place) => {
      const name = writer.name("i");
      const [label, inside] = intoLoop(writer, place, { name, kind: "data" });
      const awaiting = place.canAwait && writer.has("for-in-await");
      const marked = awaiting ? mark("for-in-await") : text``;
      const source = expr`object(${writer.expression(place)})`;
      const body = writer.block({ ...inside, canAwait: awaiting, canYield: awaiting && place.canYield }, [
        guard,
      ]);
      return stmt`${label}${marked}for (let ${name} in ${source}) ${body}`;
    },
  },
];

function overName(writer: Writer, place: Place, source: (writer: Writer, place: Place) => Node): Node {
  const name = writer.hiding("i", place);
  const items = source(writer, without(place, name));
  const word = writer.one(["let", "const"]);
  const [label, inside] = intoLoop(writer, place, { name, kind: word === "let" ? "data" : "constant" });
  return stmt`${label}for (${word} ${name} of ${items}) ${writer.block(inside, [guard])}`;
}

/** A variable of this name is a constant. */
const readOnly = (place: Place, name: string): Place => ({
  ...place,
  bindings: place.bindings.map((binding): Binding =>
    binding.name === name ? { name, kind: "constant" } : binding,
  ),
});

/** An array; sometimes one that the body may still change. */
function array(writer: Writer, place: Place): Node {
  const names = namesOf(place, "data");
  if (names.length && writer.once(3)) return expr`array(${writer.one(names)})`;
  return expr`[${list(", ", [writer.expression(place), writer.expression(place), text`7`])}]`;
}

function iterable(writer: Writer, place: Place): Node {
  const values = list(", ", [writer.expression(place), writer.expression(place)]);
  return writer.one([
    expr`new Set([${values}])`,
    expr`new Map([["k0", ${writer.expression(place)}], ["k1", ${writer.expression(place)}]])`,
    expr`new Map([["k0", ${writer.expression(place)}]]).values()`,
    expr`[${values}].entries()`,
    expr`[${values}].keys()`,
    expr`("ab" + brief(${writer.expression(place)}))`,
    expr`new Uint8Array([1, 2, ${writer.operand(place)}])`,
  ]);
}
