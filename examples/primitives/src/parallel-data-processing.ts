import { durable, type DurableContext } from "perdure";
import { httpService } from "./services/http.ts";

// Three stages side by side, each with another kind of task: a step, a helper of the execution, a child execution.

interface Dataset {
  readonly source: string;
  readonly values: readonly number[];
}

/** A plain function is a step: tried at least once, its result stored. */
async function fetchDataset(source: string): Promise<Dataset> {
  return { source, values: source.split("").map((letter) => letter.charCodeAt(0) % 10) };
}

/** A helper runs as a part of the execution. */
async function cleanDataset(
  ctx: DurableContext,
  { source, values }: Dataset,
  index: number,
): Promise<Dataset> {
  await ctx.sleep(`${index + 1}s`);
  return { source, values: values.filter((value) => value > 0) };
}

/** A durable function is an execution of its own. */
const analyse = durable.function({ name: "analyse dataset" }, async (ctx, { source, values }: Dataset) => {
  const mean = await ctx.run("mean", () => values.reduce((sum, value) => sum + value, 0) / values.length);
  return { source, mean };
});

durable.service("report generator").remote({
  url: await httpService({
    combine: ({ analyses }: { analyses: { source: string; mean: number }[] }) =>
      Object.fromEntries(analyses.map(({ source, mean }) => [source, Math.round(mean * 10) / 10])),
  }),
});

export default durable.flow({ name: "parallel data processing" }, async (ctx, sources: readonly string[]) => {
  const raw = await ctx.spawn(
    sources.map((source) => [`fetch ${source}`, fetchDataset, source] as const),
    { concurrency: 2 },
  );
  const clean = await ctx.spawn(raw.map((set, index) => ["clean", cleanDataset, set, index] as const));
  const analyses = await ctx.spawn(clean.map((set) => ["analyse", analyse, set] as const));
  return ctx.call("report generator", "combine", { raw: raw.length, clean: clean.length, analyses });
});

export const args = [["north", "south", "east"]];
