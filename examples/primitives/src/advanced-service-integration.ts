import { durable, type ServiceError } from "perdure";
import { httpService, refusal } from "./services/http.ts";

// Calls of several services: one that fails has a fallback, and what came of both is put together.

interface Quote {
  readonly carrier: string;
  readonly price: number;
}
interface Quotes {
  quote(parcel: { weight: number }): Quote;
}

const fast = durable.service<Quotes>("fast carrier");
fast.handle("quote", ({ weight }) => ({ carrier: "fast", price: weight * 3 }));

const cheap = durable.service<Quotes>("cheap carrier").remote({
  url: await httpService({
    quote: () => {
      throw refusal(422, "no parcels today");
    },
  }),
});
const fallback = durable.service<Quotes>("old carrier").remote({
  url: await httpService({
    quote: ({ weight }: { weight: number }) => ({ carrier: "old", price: weight + 20 }),
  }),
});

const merge = durable.service("quotes");
merge.handle("merge", (quotes: readonly Quote[]) => quotes.toSorted((a, b) => a.price - b.price));

export default durable.function({ name: "advanced service integration" }, async (ctx, weight: number) => {
  const first = await ctx.call(fast, "quote", { weight });
  let second: Quote;
  try {
    second = await ctx.call(cheap, "quote", { weight }, { maxRetries: 2, attemptTimeout: "10s" });
  } catch (error) {
    const { status, retryable } = error as ServiceError;
    await ctx.state.set("cheap carrier", { status, retryable });
    second = await ctx.call(fallback, "quote", { weight });
  }
  const [best] = await ctx.call<Quote[]>("quotes", "merge", [first, second]);
  return { best, refused: await ctx.state.get("cheap carrier") };
});

export const args = [4];
