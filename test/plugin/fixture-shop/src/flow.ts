import { durable, type DurableContext } from "perdure";
import { total, type Price } from "./helper.js";

export const checkout = durable.flow({ name: "checkout" }, async (ctx: DurableContext, prices: Price[]) => {
  const count = await ctx.run(() => prices.length);
  return `${count}: ${await total(ctx, prices)}`;
});
