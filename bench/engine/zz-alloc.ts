import { durable } from "perdure";
import { withEngine, withFolder } from "./on-disk.js";
const count = durable.flow({ name: "count" }, async (ctx, steps: number) => {
  let sum = 0;
  for (let step = 0; step < steps; step++) sum += await ctx.run("add", () => step);
  return sum;
});
await withFolder((folder) => withEngine(folder, async (engine) => {
  await (await engine.start(count, [3000])).result();
  const g = globalThis as any;
  g.__allocStart();
  await (await engine.start(count, [3000])).result();
  g.__allocStop(3000);
}, process.env.HISTORY_OFF ? {functions:{history:"off"}} : {}));
