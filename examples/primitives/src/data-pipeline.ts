import { durable, type DurableContext } from "perdure";
import { httpService } from "./services/http.ts";

// A flow: fetches from several sources side by side, processes one after the other, and reports.

interface Rows {
  readonly source: string;
  readonly rows: number;
}
interface Processor {
  process(rows: Rows): { source: string; kept: number };
}
interface Reports {
  generate(data: { kept: number[]; sources: number }): string;
}

const processor = durable.service<Processor>("pipeline processor");
processor.handle("process", ({ source, rows }) => ({ source, kept: rows - 1 }));

const reports = durable.service<Reports>("pipeline reports").remote({
  url: await httpService({
    generate: ({ kept, sources }: { kept: number[]; sources: number }) =>
      `${kept.reduce((sum, rows) => sum + rows, 0)} rows of ${sources} sources`,
  }),
});

/** A helper: a part of the flow's execution, since it takes its context. */
async function fetchSource(ctx: DurableContext, source: string): Promise<Rows> {
  await ctx.sleep("100ms");
  return ctx.run("fetch", () => ({ source, rows: source.length }));
}

export const dataPipeline = durable.flow(
  { name: "data pipeline", maxRetries: 3, maxConcurrentSteps: 5 },
  async (ctx, sources: readonly string[]) => {
    const fetched = await ctx.spawn(sources.map((source) => ["fetch", fetchSource, source] as const));
    const kept: number[] = [];
    for (const rows of fetched) {
      kept.push((await ctx.call(processor, "process", rows)).kept);
      ctx.setProgress({ processed: kept.length, of: sources.length });
    }
    const report = await ctx.call(reports, "generate", { kept, sources: sources.length });
    return { report, processed: kept.length };
  },
);

export const args = [["orders", "returns", "visits"]];
export default dataPipeline;
