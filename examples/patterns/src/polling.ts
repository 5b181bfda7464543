import { durable } from "perdure";

// A loop that looks once a day, for a year: its snapshot is as small on the last day as on the first.

/** Stands for a page that changes now and then. */
export const priceOn = (day: number): number => 100 + ((day * 37) % 11) - (day % 5);

export const watch = durable.flow({ name: "watch" }, async (ctx, days: number) => {
  let lowest = Infinity;
  let lowestDay = 0;
  for (let day = 1; day <= days; day++) {
    const price = await ctx.run("look", () => priceOn(day));
    if (price < lowest) {
      lowest = price;
      lowestDay = day;
      ctx.setProgress({ lowest, lowestDay });
    }
    await ctx.sleep("1 day");
  }
  return { lowest, lowestDay };
});

export const args = [365];
export default watch;
