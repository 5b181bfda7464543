import { durable, type DurableContext } from "perdure";

// Fan-out and fan-in: many pieces at once, five at a time, and one report of all.

interface Sheet {
  readonly name: string;
  readonly rows: readonly number[];
}

/** A plain function: `ctx.spawn` runs it as a step. */
export async function readSheet(name: string): Promise<Sheet> {
  return { name, rows: Array.from(name, (letter) => letter.charCodeAt(0)) };
}

/** A helper with steps of its own: `ctx.spawn` runs it as a task. */
async function sumUp(ctx: DurableContext, sheet: Sheet): Promise<number> {
  const sum = await ctx.run(`add ${sheet.name}`, () => sheet.rows.reduce((a, b) => a + b, 0));
  await ctx.sleep("1s");
  return sum;
}

export const report = durable.flow({ name: "report" }, async (ctx, names: readonly string[]) => {
  const sheets = await ctx.spawn(
    names.map((name) => ["read", readSheet, name] as const),
    { concurrency: 5 },
  );
  const sums = await ctx.spawn(sheets.map((sheet) => ["sum", sumUp, sheet] as const));
  const [largest, total] = await Promise.all([
    ctx.run("largest", () => Math.max(...sums)),
    ctx.run("total", () => sums.reduce((a, b) => a + b, 0)),
  ]);
  return { sheets: sheets.length, largest, total };
});

export const args = [["north", "south", "east", "west", "centre", "coast", "hills"]];
export default report;
