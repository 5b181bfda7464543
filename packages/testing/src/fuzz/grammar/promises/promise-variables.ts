import { list, stmt, text } from "../../tree/node.js";
import { namesOf, without } from "../place.js";
import type { StatementRule } from "../production.js";

/** Promises that are kept while other things go on, or that nobody keeps. */
export const promiseVariables: readonly StatementRule[] = [
  {
    feature: "promise-variable",
    weight: 14,
    write: (writer, place) => {
      const name = writer.name("t");
      return {
        node: stmt`const ${name}: any = ${writer.held(place)};\n`,
        declares: [{ name, kind: "promise" }],
      };
    },
  },
  {
    feature: "promise-array",
    weight: 5,
    write: (writer, place) => {
      const name = writer.name("ts");
      return {
        node: stmt`const ${name}: any[] = [${writer.held(place)}, ${list(", ", [writer.held(place)])}];\n`,
        declares: [{ name, kind: "promises" }],
      };
    },
  },
  {
    feature: "promise-array",
    weight: 8,
    when: (place) => namesOf(place, "promises").length > 0,
    write: (writer, place) => {
      const name = writer.one(namesOf(place, "promises"));
      return stmt`${name}.push(${writer.held(without(place, name))});\n`;
    },
  },
  {
    feature: "promise-map",
    weight: 3,
    write: (writer, place) => {
      const name = writer.name("tm");
      const entries = ["k0", "k1"].map((key) => text`["${key}", ${writer.held(place)}]`);
      return {
        node: stmt`const ${name} = new Map<string, any>([${list(", ", entries)}]);\n`,
        declares: [{ name, kind: "promiseMap" }],
      };
    },
  },
  {
    feature: "dropped-promise",
    weight: 4,
    write: (writer, place) => stmt`void ${writer.held(place)};\n`,
  },
  {
    feature: "for-await-promises",
    weight: 3,
    when: ({ canAwait }) => canAwait,
    write: (writer, place) => {
      const name = writer.name("i");
      const arrays = namesOf(place, "promises");
      const source = arrays.length
        ? text`${writer.one(arrays)}.slice(0, 3)`
        : text`[${list(", ", [writer.held(place), writer.expression(place), writer.held(place)])}]`;
      const loop = stmt`for await (const ${name} of ${source}) { log("${name}", ${name}); }`;
      return place.guarded && writer.once(2)
        ? loop
        : stmt`try { ${loop} } catch (error: any) { log("${name} ends", error); }\n`;
    },
  },
];
