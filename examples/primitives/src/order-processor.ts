import { durable, DurableObject, type DurableContext } from "perdure";
import { httpService } from "./services/http.ts";

// A durable object: its fields are kept, and one call at a time is carried out. Methods with a `ctx` may wait for days.

export interface Item {
  readonly id: string;
  readonly price: number;
  readonly quantity?: number;
}
export type Processed =
  | { readonly success: true; readonly order: string; readonly fulfillment: string }
  | { readonly success: false; readonly error: string };

durable
  .service("inventory")
  .handle("check", (items: readonly Item[]) => ({ available: items.every(({ id }) => id !== "unicorn") }));
durable.service("payment").remote({
  url: await httpService({ charge: ({ amount }: { amount: number }) => ({ paid: amount < 1000 }) }),
});
durable.service("fulfillment").remote({
  url: await httpService({ schedule: ({ order }: { order: string }) => ({ id: `f-${order}` }) }),
});

@durable.object({ name: "OrderProcessor" })
export class OrderProcessor extends DurableObject {
  status = "created";
  private readonly items: Item[] = [];
  private readonly steps: string[] = [];

  addItem(item: Item): { readonly added: true; readonly items: number } {
    this.items.push(item);
    this.steps.push(`added ${item.id}`);
    return { added: true, items: this.items.length };
  }

  async processOrder(ctx: DurableContext): Promise<Processed> {
    this.status = "processing";
    const { available } = await ctx.call<{ available: boolean }>("inventory", "check", this.items);
    if (!available) return this.refuse("insufficient inventory");
    const amount = this.total();
    const { paid } = await ctx.call<{ paid: boolean }>("payment", "charge", { order: this.id, amount });
    if (!paid) return this.refuse("payment failed");
    this.steps.push("paid");
    await ctx.sleep("1 day");
    const { id } = await ctx.call<{ id: string }>("fulfillment", "schedule", { order: this.id });
    this.status = "fulfilled";
    return { success: true, order: this.id, fulfillment: id };
  }

  /** Reads what was committed last, also while an order is under way. */
  @durable.shared
  summary(): { status: string; total: number; steps: readonly string[] } {
    return { status: this.status, total: this.total(), steps: this.steps };
  }

  private refuse(error: string): Processed {
    this.status = error;
    return { success: false, error };
  }

  private total(): number {
    return this.items.reduce((sum, { price, quantity = 1 }) => sum + price * quantity, 0);
  }
}

export default durable.workflow({ name: "processes an order" }, async (ctx) => {
  const order = ctx.getObject(OrderProcessor, "order_123");
  await order.addItem({ id: "lamp", price: 25, quantity: 2 });
  const processing = order.processOrder();
  await ctx.sleep("1 hour");
  const meanwhile = await order.summary();
  return { meanwhile, result: await processing, status: (await order.summary()).status };
});
