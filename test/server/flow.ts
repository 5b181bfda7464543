import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { durable, type DurableContext, type StepInfo } from "perdure";

/** The world outside: each effect appends its key, at its beginning and at its end. */
async function effect(ledger: string, { idempotencyKey }: StepInfo, value: number): Promise<number> {
  appendFileSync(ledger, `begin ${idempotencyKey}\n`);
  await sleep(2);
  appendFileSync(ledger, `end ${idempotencyKey}\n`);
  return value;
}

const half = durable.flow({ name: "half" }, async (ctx, ledger: string, value: number) => {
  return (await ctx.run("half", (info) => effect(ledger, info, value))) / 2;
});

/** Steps, state, a child and a message to a counter: each of them would show what was lost, or done twice. */
export const order = durable.flow(
  { name: "order" },
  async (ctx: DurableContext, ledger: string, steps: number) => {
    let sum = 0;
    for (let step = 1; step <= steps; step++) {
      sum += await ctx.run("step", (info) => effect(ledger, info, step));
      await ctx.state.set("sum", ((await ctx.state.get<number>("sum")) ?? 0) + step);
      if (step % 3 === 0) sum += await half(ledger, 2);
      if (step % 4 === 0) await ctx.sleep(5);
      await ctx.sendEvent("stepped", ctx.id);
    }
    return { sum, state: await ctx.state.get("sum") };
  },
);
