import { createEngine, durable } from "perdure";

export const order = durable.flow({ name: "order" }, async (ctx, item: string) => {
  const label = `order of ${item}`;
  await ctx.sleep(300);
  return label;
});

const engine = await createEngine({ store: process.argv[2]!, logger: { warn: () => {}, error: () => {} } });
const handle = await order.start(["tea"], { id: "1", engine });
while ((await handle.status()) === "pending") await new Promise((resolve) => setTimeout(resolve, 5));
process.send?.("ready");
const outcome = await handle.result().then(
  (result) => ({ result }),
  (error: { reason: string; message: string }) => ({ reason: error.reason, message: error.message }),
);
process.send?.({ results: [outcome] });
await engine.stop();
process.disconnect?.();
