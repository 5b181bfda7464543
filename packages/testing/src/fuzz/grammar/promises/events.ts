import { expr } from "../../tree/node.js";
import type { ExpressionRule } from "../production.js";

/** Events from one task to another. Every wait has a timeout. */
export const events: readonly ExpressionRule[] = [
  {
    feature: "event",
    weight: 5,
    write: (writer, place) => {
      const id = writer.one(["a", "b"]);
      return writer.one([
        () => expr`send(ctx, pause, "${id}", ${writer.expression(place)})`,
        () => expr`send(ctx, pause, "${id}", ${writer.expression(place)})`,
        () => expr`receive(ctx, pause, "${id}")`,
        () => expr`receive(ctx, pause, "${id}")`,
        () => expr`ctx.waitForEvent("never", { timeout: pause() })`,
      ])();
    },
    when: ({ guarded }) => guarded,
  },
];
