import { durable } from "perdure";

/** By how many milliseconds executions woke up late. */
export const late: number[] = [];
const woke = (untilMs: number): void => void late.push(Date.now() - untilMs);

/** Sleeps until a moment, and ends. */
export const sleeper = durable.flow({ name: "sleeper" }, async (ctx, untilMs: number) => {
  await ctx.sleep(new Date(untilMs));
  woke(untilMs);
});
