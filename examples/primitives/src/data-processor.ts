import { durable } from "perdure";
import { httpService } from "./services/http.ts";

// A durable function: one reliable operation with retries, a time limit and state of its own.

interface Batch {
  readonly items: readonly number[];
}
interface Processing {
  transform(batch: Batch): number[];
}
interface Enrichment {
  enrich(values: number[]): { value: number; label: string }[];
}

const processing = durable.service<Processing>("processing");
processing.handle("transform", ({ items }) => items.map((item) => item * 10));

/** This one is reached over HTTP. */
const enrichment = durable.service<Enrichment>("enrichment").remote({
  url: await httpService({
    enrich: (values: number[]) => values.map((value) => ({ value, label: value > 15 ? "large" : "small" })),
  }),
});

export const processData = durable.function(
  {
    name: "data processor",
    maxRetries: 5,
    retryDelay: "2s",
    timeout: "5 minutes",
    deterministic: true,
  },
  async (ctx, batch: Batch) => {
    await ctx.state.set("started", true);
    const transformed = await ctx.call(processing, "transform", batch);
    await ctx.state.set("processed", transformed.length);
    await ctx.sleep("1s");
    const enriched = await ctx.call(enrichment, "enrich", transformed);
    return { enriched, count: enriched.length };
  },
);

export const args = [{ items: [1, 2, 3] }];
export default processData;
