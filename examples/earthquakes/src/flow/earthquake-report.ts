import { writeFileSync } from "node:fs";
import { durable } from "perdure";
import { enrich } from "./enrich.js";
import type { Quake, Report, StrongQuake } from "./quake.js";

/** Reads the whole catalogue page by page, looks closer at the strong quakes, and writes a report. */
export const earthquakeReport = durable.flow(
  { name: "earthquake-report" },
  async (ctx, pages: number, strongFrom: number, reportFile: string): Promise<Report> => {
    const strong: StrongQuake[] = [];
    const unplaced: string[] = [];
    let listed = 0;
    for (let page = 0; page < pages; page++) {
      const quakes = await ctx.call<Quake[]>("catalogue", "page", { page });
      listed += quakes.length;
      for (const quake of quakes) {
        if (quake.magnitude < strongFrom) continue;
        try {
          strong.push(await enrich(ctx, quake));
        } catch {
          unplaced.push(quake.place);
        } finally {
          await ctx.state.set("looked at", strong.length + unplaced.length);
        }
      }
      await ctx.sleep("15ms");
    }
    const perRegion: Record<string, number> = {};
    for (const { region } of strong) perRegion[region] = (perRegion[region] ?? 0) + 1;
    const report = { listed, strong, unplaced, perRegion };
    await ctx.run("write the report", () => writeFileSync(reportFile, JSON.stringify(report, null, 2)));
    return report;
  },
);
