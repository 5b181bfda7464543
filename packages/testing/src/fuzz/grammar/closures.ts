import { list, stmt, text, type Node } from "../tree/node.js";
import { parameters } from "./parameters.js";
import { detached, enter, namesOf, without, type Kind, type Place } from "./place.js";
import type { StatementRule } from "./production.js";
import type { Writer } from "./writer.js";

/** Functions that read and write the variables around them, async and not; and arrays and Maps of them. */
export const closures: readonly StatementRule[] = [
  {
    feature: "closure",
    weight: 5,
    write: (writer, place) => named(writer, place, "function", ""),
  },
  {
    feature: "async-closure",
    weight: 5,
    write: (writer, place) => named(writer, place, "asyncFunction", "async "),
  },
  {
    feature: "stored-closures",
    weight: 3,
    write: (writer, place) => stored(writer, place, "functions", ""),
  },
  {
    feature: "stored-async-closures",
    weight: 2,
    write: (writer, place) => stored(writer, place, "asyncFunctions", "async "),
  },
  {
    feature: "stored-closures",
    weight: 1,
    write: (writer, place) => {
      const name = writer.name("fs");
      const entries = ["k0", "k1"].map((key) => text`["${key}", ${functionOf(writer, place, "")}]`);
      return {
        node: stmt`const ${name} = new Map<string, any>([${list(", ", entries)}]);\n`,
        declares: [{ name, kind: "functionMap" }],
      };
    },
  },
  {
    feature: "block-function",
    weight: 2,
    write: (writer, place) => {
      const name = writer.name("h");
      const outside = detached(place);
      const { node, declares } = parameters(writer, outside);
      const inside = enter(outside, { hasArguments: true }, ...declares);
      const early = writer.once(3) ? stmt`log("early", typeof ${name});\n` : text``;
      return {
        node: stmt`${early}function ${name}(${node}): any { return ${writer.expression(inside)}; }\n`,
        declares: [{ name, kind: "function" }],
      };
    },
  },
  {
    feature: "recursion",
    weight: 1,
    write: (writer, place) => {
      const [name, count] = [writer.name("h"), writer.name("p")];
      const inside = enter(detached(place), {}, { name: count, kind: "data" });
      const isAsync = writer.has("async-closure") && writer.once(2);
      const body = writer.statements({ ...inside, canAwait: isAsync }, 1 + writer.pick(2));
      const again = `(tick() && ${count} < 3 ? ${isAsync ? "await " : ""}${name}(${count} + 1) : ${count})`;
      return {
        node: stmt`${isAsync ? "async " : ""}function ${name}(${count}: any): ${isAsync ? "Promise<any>" : "any"} {
if (typeof ${count} !== "number") ${count} = 0;
${body}return ${again};\n}\n`,
        declares: [{ name, kind: isAsync ? "asyncFunction" : "function" }],
      };
    },
  },
];

function named(writer: Writer, place: Place, kind: Kind, prefix: "" | "async ") {
  const name = writer.name(prefix ? "a" : "f");
  return {
    node: stmt`const ${name}: any = ${functionOf(writer, place, prefix)};\n`,
    declares: [{ name, kind }],
  };
}

/** A function as an expression: an arrow, or with `this` and `arguments` of its own. */
export function functionOf(writer: Writer, place: Place, prefix: "" | "async "): Node {
  const canAwait = prefix !== "";
  if (writer.once(3)) {
    const { node, declares } = parameters(writer, detached(place));
    const inside = enter(detached(place), { canAwait, hasArguments: true }, ...declares);
    return text`${prefix}function (${node}): ${canAwait ? "Promise<any>" : "any"} ${body(writer, inside)}`;
  }
  const { node, declares } = parameters(writer, place);
  const inside = enter(place, { canAwait }, ...declares);
  return writer.once(2)
    ? text`${prefix}(${node}) => ${writer.expression(inside)}`
    : text`${prefix}(${node}) => ${body(writer, inside)}`;
}

/** Statements, and a value to return. */
export const body = (writer: Writer, place: Place): Node =>
  text`{\n${writer.statements(place, 1 + writer.pick(2))}return ${writer.expression(place)};\n}`;

/** A new array of functions, or one more in an array that is there. */
function stored(writer: Writer, place: Place, kind: "functions" | "asyncFunctions", prefix: "" | "async ") {
  const names = namesOf(place, kind);
  if (names.length && !writer.once(3)) {
    const name = writer.one(names);
    return stmt`${name}.push(${functionOf(writer, without(place, name), prefix)});\n`;
  }
  const name = writer.name("fs");
  const functions = list(", ", [functionOf(writer, place, prefix), functionOf(writer, place, prefix)]);
  return { node: stmt`const ${name}: any[] = [${functions}];\n`, declares: [{ name, kind } as const] };
}
