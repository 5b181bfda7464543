// The steps of one execution, one after the other, beside commits of one row on the same disk.
import { durable } from "perdure";
import { median } from "../measure/median.js";
import { withEngine, withFolder } from "./on-disk.js";
import { processorUs } from "./processor-time.js";
import { openRawDisk } from "./raw-disk.js";
import { reportTargets } from "./target.js";

const STEPS = 500;
const ROUNDS = 20;
const WARM_UP = 5;

const count = durable.flow({ name: "count" }, async (ctx, steps: number) => {
  let sum = 0;
  for (let step = 0; step < steps; step++) sum += await ctx.run("add", () => step);
  return sum;
});

const rates = await withFolder((folder) =>
  withEngine(folder, async (engine) => {
    const raw = openRawDisk(folder);
    const rounds: { raw: number; ours: number; rawUs: number; oursUs: number }[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const before = processorUs();
      const rawMs = raw.commits(STEPS);
      const between = processorUs();
      const start = performance.now();
      await (await engine.start(count, [STEPS])).result();
      const oursMs = performance.now() - start;
      if (round < 0) continue;
      rounds.push({
        raw: (STEPS / rawMs) * 1000,
        ours: (STEPS / oursMs) * 1000,
        rawUs: (between - before) / STEPS,
        oursUs: (processorUs() - between) / STEPS,
      });
    }
    raw.close();
    return rounds;
  }),
);
const raw = median(rates.map((rate) => rate.raw));
const ours = median(rates.map((rate) => rate.ours));
const ratio = median(rates.map((rate) => rate.ours / rate.raw));
const rawUs = median(rates.map((rate) => rate.rawUs));
const oursUs = median(rates.map((rate) => rate.oursUs));
console.log(`\nprocessor time: a raw commit ${rawUs.toFixed(0)} us, a step ${oursUs.toFixed(0)} us`);
reportTargets("one execution, steps one after the other, full durability", [
  {
    name: "steps / raw commits",
    measured: `${ours.toFixed(0)}/s of ${raw.toFixed(0)}/s = ${ratio.toFixed(2)}`,
    value: ratio,
    atLeast: 0.8,
  },
]);
