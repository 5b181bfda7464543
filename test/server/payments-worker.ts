import { appendFileSync } from "node:fs";
import { durable, type DurableContext } from "perdure";

// Serves `charge` until it is killed: payments-worker.ts <coordinator>
interface Payment {
  readonly ledger: string;
  readonly cents: number;
}

const charge = durable.function({ name: "charge" }, async (ctx: DurableContext, payment: Payment) => {
  if (payment.cents < 0) throw new RangeError("below zero");
  const taken = await ctx.run("take", ({ idempotencyKey }) => {
    appendFileSync(payment.ledger, `${idempotencyKey}\n`);
    return payment.cents;
  });
  await ctx.waitForEvent(`confirmed ${ctx.id}`);
  return { taken, at: new Date(taken) };
});

const silent = { warn: () => {}, error: () => {} };
const worker = durable.getWorker({
  serviceName: "payments",
  coordinatorEndpoint: process.argv[2]!,
  logger: silent,
  pollMs: 20,
});
await worker.registerFunction(charge).start();
process.send?.("ready");
