import { durable, type DurableContext } from "perdure";

const name = ["check", "out"].join("");

export const checkout = durable.flow({ name }, async (ctx: DurableContext) => {
  await ctx.sleep("1s");
});
