// 2,000 executions of 5 steps each at the same time, beside transactions of 100 rows on the same disk.
import { durable } from "perdure";
import { median } from "../measure/median.js";
import { withEngine, withFolder } from "./on-disk.js";
import { openRawDisk } from "./raw-disk.js";
import { reportTargets } from "./target.js";

const EXECUTIONS = 2000;
const STEPS = 5;
const ROUNDS = 9;
const WARM_UP = 3;

const five = durable.flow({ name: "five" }, async (ctx, first: number) => {
  let sum = first;
  for (let step = 0; step < 5; step++) sum += await ctx.run("add", () => step);
  return sum;
});

const rates = await withFolder((folder) =>
  withEngine(folder, async (engine) => {
    const raw = openRawDisk(folder);
    const rounds: { raw: number; ours: number }[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const rawMs = raw.rows(EXECUTIONS * STEPS);
      const start = performance.now();
      const starts = Array.from({ length: EXECUTIONS }, (_, n) => engine.start(five, [n]));
      await Promise.all(starts);
      await engine.whenIdle();
      const oursMs = performance.now() - start;
      if (round < 0) continue;
      // Beside a row for each step an execution writes one at its start and one at its end.
      rounds.push({
        raw: (EXECUTIONS * STEPS * 1000) / rawMs,
        ours: (EXECUTIONS * STEPS * 1000) / oursMs,
      });
    }
    raw.close();
    return rounds;
  }),
);
const raw = median(rates.map((rate) => rate.raw));
const ours = median(rates.map((rate) => rate.ours));
const ratio = median(rates.map((rate) => rate.ours / rate.raw));
reportTargets("2,000 executions of 5 steps, full durability, from their start to their end", [
  {
    name: "steps / raw rows",
    measured: `${ours.toFixed(0)}/s of ${raw.toFixed(0)}/s = ${ratio.toFixed(2)}`,
    value: ratio,
    atLeast: 0.33,
  },
]);
