import { expr, type Node } from "../../tree/node.js";
import { namesOf, type Place } from "../place.js";
import type { ExpressionRule } from "../production.js";
import type { Writer } from "../writer.js";
import { callback } from "./tasks.js";

/** `then`, `catch` and `finally`, whose callbacks give values, promises and errors. */
export const chains: readonly ExpressionRule[] = [
  {
    feature: "chain",
    weight: 10,
    write: (writer, place) => {
      const name = writer.once(2) ? namesOf(place, "promise") : [];
      const source = name.length ? expr`${writer.one(name)}` : writer.promise({ ...place, guarded: true });
      const link = () => handler(writer, place);
      return writer.one([
        () => expr`${source}.then(${link()})`,
        () => expr`${source}.then(${link()})`,
        () => expr`${source}.then(${link()}, ${link()})`,
        () => expr`${source}.catch(${link()})`,
        () => expr`${source}.finally(${link()})`,
        () => expr`${source}.then(${link()}).catch(${link()})`,
        () => expr`${source}.catch(${link()}).finally(${link()})`,
        () => expr`${source}.then(null).finally(undefined)`,
      ])();
    },
  },
];

function handler(writer: Writer, place: Place): Node {
  if (place.guarded && writer.once(6))
    return callback(writer, place, () => expr`fail("${writer.name("t")}")`);
  return writer.one([
    () => callback(writer, place, (inside) => writer.expression(inside)),
    () => callback(writer, place, (inside) => writer.expression(inside), "async "),
    () => callback(writer, place, (inside) => writer.promise(inside)),
  ])();
}
