import { durable, type ServiceError } from "perdure";
import { httpService, refusal } from "./services/http.ts";

// A retry strategy of one's own: how long it waits depends on the kind of error, and how often it has failed is kept in
// `ctx.state`, over all attempts of the function.

let calls = 0;
durable.service("external api").remote({
  url: await httpService({
    process: ({ order }: { order: string }) => {
      calls += 1;
      if (calls === 1) throw refusal(400, "rate limit");
      if (calls === 2) throw refusal(400, "overloaded");
      return { order, calls };
    },
  }),
});

export default durable.function(
  { name: "resilient api integration", maxRetries: 10, retryDelay: "1s", backoff: "constant" },
  async (ctx, order: string) => {
    const failures = await ctx.state.get("failures", 0);
    try {
      const result = await ctx.call("external api", "process", { order });
      await ctx.state.set("failures", 0);
      return { result, failures, attempt: ctx.attempt };
    } catch (error) {
      await ctx.state.set("failures", failures + 1);
      const isRateLimit = String((error as ServiceError).body).includes("rate limit");
      await ctx.sleep((failures + 1) * (isRateLimit ? 60_000 : 1500));
      throw new Error(`attempt ${ctx.attempt} has failed`, { cause: error }); // the next attempt begins at the top
    }
  },
);

export const args = ["o1"];
