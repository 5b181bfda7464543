import { durable, type DurableContext } from "perdure";

// Many items: batches side by side, few commits. `checkpointInterval` stores each tenth step only, which needs code that
// does the same each time it runs.

durable
  .service("fast processor")
  .handle("process", (item: number) => item * 2)
  .handle("sum", ({ values }: { values: readonly number[] }) =>
    values.reduce((sum, value) => sum + value, 0),
  );

async function processBatch(ctx: DurableContext, batch: readonly number[], index: number) {
  const values: number[] = [];
  for (const item of batch) values.push(await ctx.call<number>("fast processor", "process", item));
  return { index, values, count: values.length };
}

export default durable.flow(
  {
    name: "high performance pipeline",
    deterministic: true,
    checkpointInterval: 10,
    maxConcurrentSteps: 20,
  },
  async (ctx, items: readonly number[], size: number) => {
    const batches = Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
      items.slice(index * size, (index + 1) * size),
    );
    const done = await ctx.spawn(
      batches.map((batch, index) => [`batch ${index}`, processBatch, batch, index] as const),
      { concurrency: 4 },
    );
    const values = done.flatMap((batch) => batch.values);
    return {
      total: await ctx.call("fast processor", "sum", { values }),
      batches: done.map(({ count }) => count),
    };
  },
);

export const args = [Array.from({ length: 12 }, (_, index) => index), 5];
