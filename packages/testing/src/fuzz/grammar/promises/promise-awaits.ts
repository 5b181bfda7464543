import { expr, type Node } from "../../tree/node.js";
import { namesOf, type Place } from "../place.js";
import type { ExpressionRule } from "../production.js";
import type { Writer } from "../writer.js";

/** Awaits of promises that were started here or before. */
export const promiseAwaits: readonly ExpressionRule[] = [
  {
    feature: "promise-await",
    weight: 16,
    when: ({ canAwait }) => canAwait,
    write: (writer, place) => awaited(writer, place, writer.promise({ ...place, guarded: true })),
  },
  {
    feature: "promise-await",
    weight: 25,
    when: (place) => place.canAwait && namesOf(place, "promise", "promises", "promiseMap").length > 0,
    write: (writer, place) => {
      const [arrays, maps] = [namesOf(place, "promises"), namesOf(place, "promiseMap")];
      return awaited(
        writer,
        place,
        writer.one([
          ...namesOf(place, "promise").map((name) => expr`${name}`),
          ...arrays.map((name) => expr`${name}.at(${writer.pick(3) - 1})`),
          ...maps.map((name) => expr`${name}.get("${writer.one(["k0", "k1"])}")`),
        ]),
      );
    },
  },
];

/** Rejections are thrown where something catches them. */
function awaited(writer: Writer, place: Place, promise: Node): Node {
  if (place.guarded && !writer.once(3)) return expr`(await ${promise})`;
  const name = writer.name("c");
  return writer.one([
    expr`(await ${promise}?.catch((${name}: any) => log("${name}", ${name})))`,
    expr`(await ${promise}?.then((${name}: any) => [${name}], (${name}: any) => log("${name}", ${name})))`,
    expr`(await Promise.allSettled([${promise}]))`,
    expr`(await Promise.any([${promise}, 1]))`,
  ]);
}
