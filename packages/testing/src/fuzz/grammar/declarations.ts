import { expr, list, mark, stmt, text } from "../tree/node.js";
import { hasName, namesOf, without } from "./place.js";
import type { StatementRule } from "./production.js";

/** let, const and var. */
export const declarations: readonly StatementRule[] = [
  {
    feature: "declaration",
    weight: 8,
    write: (writer, place) => {
      const name = writer.hiding("x", place);
      const value = writer.expression(without(place, name));
      const hides = hasName(place, name) ? mark("shadowing") : text``;
      return writer.once(3)
        ? { node: stmt`const ${hides}${name}: any = ${value};\n`, declares: [{ name, kind: "constant" }] }
        : { node: stmt`let ${hides}${name}: any = ${value};\n`, declares: [{ name, kind: "data" }] };
    },
  },
  {
    feature: "declaration",
    weight: 1,
    write: (writer, place) => {
      const [first, second] = [writer.name("x"), writer.name("x")];
      const declarators = list(", ", [
        text`${first}: any`,
        text`${second}: any = ${writer.expression(place)}`,
      ]);
      return {
        node: stmt`let ${declarators};\n`,
        declares: [
          { name: first, kind: "data" },
          { name: second, kind: "data" },
        ],
      };
    },
  },
  {
    feature: "var",
    weight: 2,
    write: (writer, place) => {
      const name = writer.name("v");
      const value = writer.expression(place);
      const node = writer.one([
        stmt`log("${name}", ${name}); var ${name}: any = ${value};\n`,
        stmt`{ var ${name}: any = ${value}; }\n`,
        stmt`if (${writer.expression(place)}) { var ${name}: any = ${value}; } else { var ${name}: any; }\n`,
        stmt`for (var ${name}: any = 0; ${name} < 2; ${name}++) { log("v", ${name}); }\n`,
      ]);
      return { node, declares: [{ name, kind: "data" }] };
    },
  },
  {
    feature: "dead-zone",
    weight: 1,
    write: (writer, place) => {
      const [name, reader] = [writer.name("x"), writer.name("r")];
      const value = writer.expression(place);
      const use = writer.one([expr`${name}`, expr`typeof ${name}`, expr`(${name} = 1)`, expr`${reader}()`]);
      return {
        node: stmt`const ${reader} = () => ${name};
try { log("dead", ${use}); } catch (error: any) { log("dead", error); }
let ${name}: any = ${value};
log("alive", ${reader}());\n`,
        declares: [{ name, kind: "data" }],
      };
    },
  },
  {
    feature: "assignment",
    weight: 1,
    when: (place) => namesOf(place, "constant").length > 0,
    write: (writer, place) => {
      const name = writer.one(namesOf(place, "constant"));
      const operator = writer.one(["=", "+=", "&&=", "||=", "??="]);
      return stmt`try { ${name} ${operator} ${writer.expression(place)}; } catch (error: any) { log("constant", error); }\n`;
    },
  },
];
