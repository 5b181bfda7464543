import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { durable, type DurableContext, type StepInfo } from "perdure";

/** The world outside: each effect appends its key, at its beginning and at its end. */
async function effect(ledger: string, { idempotencyKey, attempt }: StepInfo, value: number): Promise<number> {
  appendFileSync(ledger, `begin ${idempotencyKey} ${attempt}\n`);
  await sleep(1);
  appendFileSync(ledger, `end ${idempotencyKey} ${attempt}\n`);
  return value;
}

async function addRow(ctx: DurableContext, ledger: string, row: number): Promise<number> {
  let sum = 0;
  for (const column of [1, 2, 3]) {
    try {
      sum += await ctx.run("cell", (info) => effect(ledger, info, row * column));
    } finally {
      await ctx.state.set(`row ${row}`, sum);
    }
  }
  return sum;
}

/** Nested loops, a helper, closures, state and sleeps; every operation is counted in the ledger. */
export const table = durable.flow({ name: "table" }, async (ctx, ledger: string, rows: number) => {
  const sums: number[] = [];
  const readers: (() => number)[] = [];
  for (let row = 1; row <= rows; row++) {
    const sum = await addRow(ctx, ledger, row);
    sums.push(sum);
    readers.push(() => sum + row);
    if (row % 5 === 0) await ctx.sleep(3);
  }
  const read = readers.map((reader) => reader());
  return { sums, read, keys: (await ctx.state.keys()).length };
});
