import { expr, list, stmt, type Node } from "../../tree/node.js";
import { generator } from "../generators.js";
import type { Place } from "../place.js";
import type { StatementRule } from "../production.js";
import type { Writer } from "../writer.js";

/** Async generators that are asked for more than they have been waited for. */
export const requests: readonly StatementRule[] = [
  {
    feature: "started-request",
    weight: 6,
    write: (writer, place) => {
      const [of, held, asked] = [writer.name("g"), writer.name("it"), writer.name("ts")];
      const some = [0, 1, 2].map(() => request(writer, place, held));
      return {
        node: stmt`async function* ${of}${generator(writer, place, true)}
const ${held}: any = ${of}(${writer.expression(place)});
const ${asked}: any[] = [${request(writer, place, held)}, ${list(", ", some)}];\n`,
        declares: [
          { name: of, kind: "asyncGenerator" },
          { name: held, kind: "asyncIterator" },
          { name: asked, kind: "promises" },
        ],
      };
    },
  },
];

function request(writer: Writer, place: Place, name: string): Node {
  if (writer.once(8)) return expr`held(${name}.throw(new Error("t:${writer.name("t")}")))`;
  const method = writer.once(6) ? "return" : "next";
  const value = writer.once(4) ? writer.held(place) : writer.expression(place);
  return expr`held(${name}.${method}(${value}))`;
}
