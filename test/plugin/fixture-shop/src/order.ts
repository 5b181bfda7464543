import { durable, DurableObject, type DurableContext } from "perdure";

@durable.object
export class Order extends DurableObject {
  status = "created";
  readonly items: number[] = [];

  add(price: number): number {
    return this.items.push(price);
  }

  @durable.method({ timeout: "1 day" })
  async process(ctx: DurableContext): Promise<number> {
    const total = await ctx.run("sum", () => this.items.reduce((a, b) => a + b, 0));
    await ctx.sleep(1);
    this.status = "paid";
    return total;
  }

  @durable.shared
  state(): string {
    return this.status;
  }
}

export const buy = durable.flow(async (ctx: DurableContext, prices: readonly number[]) => {
  const order = await ctx.getObject(Order, "o");
  for (const price of prices) await order.add(price);
  return [await order.process(), await order.state()];
});
