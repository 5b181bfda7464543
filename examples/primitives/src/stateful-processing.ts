import { durable, type ServiceError } from "perdure";
import { httpService, refusal } from "./services/http.ts";

// Progress in `ctx.state`: it outlives failed attempts of the function, so that a new attempt goes on behind the last
// item that was done. Within one attempt local variables are enough.

interface Item {
  readonly id: string;
  readonly amount: number;
}
interface Failure {
  readonly id: string;
  readonly error: string;
}

let outages = 1;
durable.service("ledger").remote({
  url: await httpService({
    book: ({ id, amount }: Item) => {
      if (id === "c" && outages-- > 0) throw refusal(503, "down for a moment");
      if (amount < 0) throw refusal(422, `${id} is negative`);
      return { id, balance: amount * 100 };
    },
  }),
});

export default durable.function(
  { name: "stateful processing", maxRetries: 1, retryDelay: "1 minute" },
  async (ctx, items: readonly Item[]) => {
    const isFirst = ctx.attempt === 1;
    if (isFirst) await ctx.state.set("size", items.length);
    const booked = await ctx.state.get<unknown[]>("booked", []);
    const failures = await ctx.state.get<Failure[]>("failures", []);
    for (const item of items.slice(booked.length + failures.length)) {
      try {
        booked.push(await ctx.call("ledger", "book", item));
        await ctx.state.set("booked", booked);
      } catch (error) {
        const { retryable, body } = error as ServiceError;
        if (retryable) throw error; // the next attempt goes on with this item
        failures.push({ id: item.id, error: String(body) });
        await ctx.state.set("failures", failures);
      }
    }
    return { attempt: ctx.attempt, booked, failures, successRate: booked.length / items.length };
  },
);

export const args = [
  [
    { id: "a", amount: 3 },
    { id: "b", amount: -1 },
    { id: "c", amount: 5 },
    { id: "d", amount: 7 },
  ],
];
