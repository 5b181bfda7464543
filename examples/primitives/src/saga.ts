import { durable } from "perdure";
import { httpService, refusal } from "./services/http.ts";

// A saga over three services of other processes: each step that was done says how it is undone.

interface Order {
  readonly items: readonly string[];
  readonly card: string;
  readonly address: string;
}
interface Undo {
  readonly what: string;
  readonly run: () => Promise<unknown>;
}

const stock = await httpService({
  reserve: (items: readonly string[]) => ({ reservation: `r-${items.length}` }),
  release: ({ reservation }: { reservation: string }) => `released ${reservation}`,
});
const payment = await httpService({
  charge: (card: string) => ({ transaction: `t-${card}` }),
  refund: () => {
    throw refusal(422, "refunds are closed");
  },
});
const orders = await httpService({
  create: ({ address }: Order) => {
    throw refusal(422, `nobody delivers to ${address}`);
  },
});
durable.service("saga stock").remote({ url: stock });
durable.service("saga payment").remote({ url: payment });
durable.service("saga orders").remote({ url: orders });

export const saga = durable.flow({ name: "saga of primitives" }, async (ctx, order: Order) => {
  const done: Undo[] = [];
  try {
    const { reservation } = await ctx.call<{ reservation: string }>("saga stock", "reserve", order.items);
    done.push({ what: "reserve", run: () => ctx.call("saga stock", "release", { reservation }) });
    const { transaction } = await ctx.call<{ transaction: string }>("saga payment", "charge", order.card);
    done.push({ what: "charge", run: () => ctx.call("saga payment", "refund", { transaction }) });
    const created = await ctx.call<{ id: string }>("saga orders", "create", order);
    return { success: true, id: created.id };
  } catch {
    const undone: string[] = [];
    const stuck: string[] = [];
    for (const { what, run } of done.toReversed()) {
      await run().then(
        () => undone.push(what),
        () => stuck.push(what),
      );
    }
    return { success: false, undone, stuck };
  }
});

export const args = [{ items: ["lamp", "rug"], card: "4711", address: "the moon" }];
export default saga;
