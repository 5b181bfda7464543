import { durable } from "perdure";

// A saga: each step that was done puts its compensation on a list; a failure undoes them in reverse.

interface Order {
  readonly id: string;
  readonly items: readonly string[];
  readonly card: string;
}

type Undo = () => Promise<unknown>;

/** The services that it calls; in production `.remote({ url })`. */
export const ledger: string[] = [];
durable
  .service("inventory")
  .handle("reserve", (items: readonly string[]) => (ledger.push("reserve"), { reservation: items.join("+") }))
  .handle(
    "release",
    ({ reservation }: { reservation: string }) => void ledger.push(`release ${reservation}`),
  );
durable
  .service("payment")
  .handle("charge", (card: string) => (ledger.push("charge"), { transaction: `t-${card}` }))
  .handle("refund", ({ transaction }: { transaction: string }) => void ledger.push(`refund ${transaction}`));
durable.service("orders").handle("create", (order: Order) => {
  if (order.items.includes("unicorn")) throw new Error("unicorns cannot be shipped");
  return { order: order.id };
});

export const saga = durable.flow({ name: "saga" }, async (ctx, order: Order) => {
  const undo: Undo[] = [];
  try {
    const { reservation } = await ctx.call<{ reservation: string }>("inventory", "reserve", order.items);
    undo.push(() => ctx.call("inventory", "release", { reservation }));
    const { transaction } = await ctx.call<{ transaction: string }>("payment", "charge", order.card);
    undo.push(() => ctx.call("payment", "refund", { transaction }));
    const created = await ctx.call<{ order: string }>("orders", "create", order);
    return { success: true, order: created.order };
  } catch (error) {
    const failures: string[] = [];
    for (const compensate of undo.reverse()) {
      try {
        await compensate();
      } catch (failure) {
        failures.push((failure as Error).message);
      }
    }
    return { success: false, error: (error as Error).message, failures };
  }
});

export const args = [{ id: "o1", items: ["lamp", "unicorn"], card: "4711" }];
export default saga;
