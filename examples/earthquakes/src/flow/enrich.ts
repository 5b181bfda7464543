import type { DurableContext } from "perdure";
import type { Quake, StrongQuake } from "./quake.js";

const RADII_KM = [50, 200];

/** Finds a quake's region, and its aftershocks in growing circles. Runs as a frame of its caller. */
export async function enrich(ctx: DurableContext, quake: Quake): Promise<StrongQuake> {
  const { latitude, longitude } = quake;
  const found = await ctx.call<{ region: string | null }>(
    "catalogue",
    "region",
    { latitude, longitude },
    {
      maxRetries: 5,
      retryDelay: "10ms",
    },
  );
  if (found.region === null) throw new Error(`${quake.place} lies in no known region`);
  let aftershocks = 0;
  for (const radiusKm of RADII_KM) {
    const near = await ctx.call<{ count: number }>("catalogue", "near", { latitude, longitude, radiusKm });
    if (near.count === aftershocks) break;
    aftershocks = near.count;
  }
  return { id: quake.id, place: quake.place, magnitude: quake.magnitude, region: found.region, aftershocks };
}
