import { createEngine, durable } from "perdure";
import { openRemoteStore } from "perdure/engine";

// Serves the flow until it is killed: flow.ts <store file or coordinator> [<id to start>]
export const order = durable.flow({ name: "order" }, async (ctx, item: string) => {
  const label = `order of ${item}`;
  const price = item.length;
  await ctx.waitForEvent(`go ${item}`);
  return `${label} for ${price}`;
});

const [where, id] = process.argv.slice(2);
const store = where!.startsWith("http:") ? openRemoteStore({ url: where!, waitMs: 50 }) : where!;
const logger = { warn: () => {}, error: () => {} };
const engine = await createEngine({ store, logger, pollMs: 20 });
if (id !== undefined) {
  const handle = await order.start([id], { id, engine });
  while ((await handle.status()) === "pending") await new Promise((resolve) => setTimeout(resolve, 5));
}
process.send?.("ready");
// An engine alone does not keep its process.
setInterval(() => {}, 60_000);
