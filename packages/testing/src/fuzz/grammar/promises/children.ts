import { expr } from "../../tree/node.js";
import { namesOf } from "../place.js";
import type { ExpressionRule } from "../production.js";

/** Durable functions of the same file, as executions of their own. */
export const children: readonly ExpressionRule[] = [
  {
    feature: "child",
    weight: 5,
    when: (place) => namesOf(place, "child").length > 0,
    write: (writer, place) =>
      expr`ctx.call(${writer.one(namesOf(place, "child"))}, pause(), ${writer.expression(place)})`,
  },
];
