import { durable, DurableObject, type DurableContext } from "perdure";
import { OrderProcessor, type Item } from "./order-processor.ts";

// A workflow that works with two objects: what the one gives decides whether the other is called.

interface Order {
  readonly id: string;
  readonly items: readonly Item[];
}

@durable.object({ name: "ShippingProcessor" })
class ShippingProcessor extends DurableObject {
  private readonly shipments: string[] = [];

  async scheduleShipment(ctx: DurableContext, fulfillment: string): Promise<{ tracking: string }> {
    const tracking = await ctx.run("book", () => `parcel of ${fulfillment}`);
    this.shipments.push(tracking);
    return { tracking };
  }
}

export const orderManagement = durable.workflow(
  { name: "order management" },
  async (ctx, { id, items }: Order) => {
    const processor = ctx.getObject(OrderProcessor, id);
    for (const item of items) await processor.addItem(item);
    const processed = await processor.processOrder();
    if (!processed.success) return { processed: false, error: processed.error };
    const { tracking } = await ctx.getObject(ShippingProcessor, id).scheduleShipment(processed.fulfillment);
    return { processed: true, tracking };
  },
);

export default durable.workflow({ name: "two orders" }, async () =>
  Promise.all([
    orderManagement({ id: "o1", items: [{ id: "lamp", price: 25 }] }),
    orderManagement({
      id: "o2",
      items: [
        { id: "rug", price: 90 },
        { id: "unicorn", price: 1 },
      ],
    }),
  ]),
);
