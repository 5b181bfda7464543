import { stmt } from "../../tree/node.js";
import { namesOf } from "../place.js";
import type { StatementRule } from "../production.js";

/** `Promise.withResolvers`: settled by the way, or later by a task, or both. */
export const resolvers: readonly StatementRule[] = [
  {
    feature: "resolvers",
    weight: 3,
    when: ({ canAwait }) => canAwait,
    write: (writer, place) => {
      const name = writer.name("r");
      const value = writer.once(3) ? writer.held(place) : writer.expression(place);
      const early = writer.one([
        stmt`${name}.resolve(${value});\n`,
        stmt`held(${name}.promise.then(() => log("${name}", 1)));\n`,
        stmt`held(${name}.promise.finally(() => log("${name}", 2)));\n`,
        stmt`held(Promise.race([${name}.promise, ${namesOf(place, "promise").at(-1) ?? "1"}]).then((p: any) => log("${name}", p)));\n`,
      ]);
      const how = writer.one(["resolve", "resolve", "reject"]);
      return {
        node: stmt`const ${name}: any = Promise.withResolvers();
held(${name}.promise);
held(later(ctx, pause, ${name}.${how}, "t:${name}"));
${early}const t${name}: any = ${name}.promise;\n`,
        declares: [{ name: `t${name}`, kind: "promise" }],
      };
    },
  },
];
