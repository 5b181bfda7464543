// Tasks side by side in one execution: what one of 10,000 costs beside one of 100.
import { durable, type DurableContext } from "perdure";
import { median } from "../measure/median.js";
import { withEngine, withFolder } from "./on-disk.js";
import { reportTargets, type Target } from "./target.js";

const FEW = 100;
const MANY = 10_000;
const ROUNDS = 3;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

const runs = durable.flow({ name: "runs" }, async (ctx, count: number) => {
  const values = await Promise.all(numbers(count).map((n) => ctx.run("one", () => n)));
  return values.length;
});

const double = async (n: number): Promise<number> => Promise.resolve(n * 2);

const effects = durable.flow({ name: "effects" }, async (ctx, count: number) => {
  const values = await ctx.spawn(numbers(count).map((n) => [`task ${n}`, double, n] as const));
  return values.length;
});

async function twoSteps(ctx: DurableContext, n: number): Promise<number> {
  const first = await ctx.run("first", () => n);
  return ctx.run("second", () => first + 1);
}

const arrows = durable.flow({ name: "arrows" }, async (ctx, count: number) => {
  const values = await Promise.all(
    numbers(count).map(async (n) => {
      const first = await ctx.run("first", () => n);
      return first + (await ctx.run("second", () => first));
    }),
  );
  return values.length;
});

const helpers = durable.flow({ name: "helpers" }, async (ctx, count: number) => {
  const values = await ctx.spawn(numbers(count).map((n) => [`task ${n}`, twoSteps, n] as const));
  return values.length;
});

const FLOWS = [
  ["Promise.all of ctx.run", runs],
  ["ctx.spawn of effects", effects],
  ["async arrows of two steps", arrows],
  ["ctx.spawn of helpers", helpers],
] as const;

const targets = await withFolder((folder) =>
  withEngine(folder, async (engine) => {
    const perTask = async (flow: (typeof FLOWS)[number][1], count: number): Promise<number> => {
      const start = performance.now();
      await (await engine.start(flow, [count])).result();
      return ((performance.now() - start) * 1000) / count;
    };
    const all: Target[] = [];
    for (const [name, flow] of FLOWS) {
      const few: number[] = [];
      const many: number[] = [];
      for (let n = 0; n < 20; n++) await perTask(flow, FEW); // compiled and optimised by then
      for (let round = 0; round < ROUNDS; round++) {
        for (let n = 0; n < 7; n++) few.push(await perTask(flow, FEW));
        many.push(await perTask(flow, MANY));
      }
      const [one, other] = [median(few), median(many)];
      const ratio = other / one;
      const measured = `${one.toFixed(0)} -> ${other.toFixed(0)} us a task = ${ratio.toFixed(2)}`;
      all.push({ name, measured, value: ratio, atMost: 2 });
    }
    return all;
  }),
);
reportTargets("a task of a fan-out of 10,000, beside one of 100", targets);
