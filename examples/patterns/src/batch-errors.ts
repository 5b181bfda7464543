import { durable } from "perdure";

// A batch that goes on where an item fails, and keeps count in `ctx.state`, which outlives attempts of the function.

interface Item {
  readonly id: string;
  readonly amount: number;
}

interface Failure {
  readonly id: string;
  readonly error: string;
}

durable.service("booking").handle("book", ({ id, amount }: Item) => {
  if (amount < 0) throw new Error(`${id} is negative`);
  return { id, booked: amount };
});

export const batch = durable.flow({ name: "batch" }, async (ctx, items: readonly Item[]) => {
  await ctx.state.set("size", items.length);
  const booked: unknown[] = [];
  for (const item of items) {
    try {
      booked.push(await ctx.call("booking", "book", item));
      await ctx.state.set("processed", booked.length);
    } catch (error) {
      const failures = await ctx.state.get<Failure[]>("failures", []);
      failures.push({ id: item.id, error: (error as Error).message });
      await ctx.state.set("failures", failures);
    }
  }
  const failures = await ctx.state.get<Failure[]>("failures", []);
  return { booked, failures, successRate: booked.length / items.length };
});

export const args = [
  [
    { id: "a", amount: 3 },
    { id: "b", amount: -1 },
    { id: "c", amount: 8 },
  ],
];
export default batch;
