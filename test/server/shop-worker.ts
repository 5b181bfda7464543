import { durable, type DurableContext } from "perdure";

// Serves `checkout`, which calls another service that this process knows nothing of: shop-worker.ts <coordinator>
const checkout = durable.flow(
  { name: "checkout" },
  async (ctx: DurableContext, ledger: string, cents: number) => {
    try {
      const { taken, at } = await ctx.call<{ taken: number; at: Date }>("payments", "charge", {
        ledger,
        cents,
      });
      return { taken, at: at.getTime() };
    } catch (error) {
      return { isRangeError: error instanceof RangeError, message: (error as Error).message };
    }
  },
);

const silent = { warn: () => {}, error: () => {} };
const worker = durable.getWorker({
  serviceName: "shop",
  coordinatorEndpoint: process.argv[2]!,
  logger: silent,
  pollMs: 20,
});
await worker.registerFunction(checkout).start();
process.send?.("ready");
