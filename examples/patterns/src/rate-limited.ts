import { durable, ServiceError, type DurableContext } from "perdure";

// A client of an API that limits its callers, with a retry of its own: how long it waits depends on the answer.

interface Question {
  readonly place: string;
  readonly attempt: number;
}

/** Stands for the API: to some it says "later" twice before it answers. */
durable.service("weather").handle("forecast", ({ place, attempt }: Question) => {
  if (place === "busy town" && attempt < 3) throw new Error("rate_limit");
  if (place === "nowhere") throw new Error("no such place");
  return `sun over ${place}`;
});

async function patiently(ctx: DurableContext, place: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.call<string>("weather", "forecast", { place, attempt });
    } catch (error) {
      const { message } = error as Error;
      if (attempt === 5 || (error instanceof ServiceError && !error.retryable)) throw error;
      if (message.includes("rate_limit")) await ctx.sleep(attempt * 60_000);
      else if (message.includes("timeout")) await ctx.sleep(attempt * 2_000);
      else throw error;
    }
  }
}

export const forecasts = durable.flow({ name: "forecasts" }, async (ctx, places: readonly string[]) => {
  const found: Record<string, string> = {};
  for (const place of places) {
    try {
      found[place] = await patiently(ctx, place);
    } catch (error) {
      found[place] = `unknown: ${(error as Error).message}`;
    }
  }
  return found;
});

export const args = [["here", "busy town", "nowhere"]];
export default forecasts;
