import { expr, stmt } from "../tree/node.js";
import { arrayPattern, objectPattern } from "./patterns.js";
import { namesOf } from "./place.js";
import type { ExpressionRule, StatementRule } from "./production.js";

export const destructuringDeclarations: readonly StatementRule[] = [
  {
    feature: "destructuring",
    weight: 4,
    write: (writer, place) => {
      const pattern = (writer.once(2) ? arrayPattern : objectPattern)(writer, place, "declare");
      return {
        node: stmt`let ${pattern.node}: any = ${pattern.value()};\n`,
        declares: pattern.declares,
      };
    },
  },
];

export const destructuringAssignments: readonly ExpressionRule[] = [
  {
    feature: "destructuring-assignment",
    weight: 4,
    when: (place) => namesOf(place, "data").length > 1,
    write: (writer, place) => {
      const pattern = (writer.once(2) ? arrayPattern : objectPattern)(writer, place, "assign");
      return expr`keep(${expr`(${pattern.node} = ${pattern.value()})`})`;
    },
  },
];
