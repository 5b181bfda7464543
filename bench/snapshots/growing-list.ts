// A loop that appends results of 1 KB: what it hands to the store in all, and what a step costs as the list grows.
import { durable } from "perdure";
import { reportTargets } from "../engine/target.js";
import { median } from "../measure/median.js";
import { withCountingEngine } from "./counting-store.js";

const STEPS = 10_000;
const PAYLOAD = "x".repeat(950);

let seen = 0;
const times: number[] = [];

interface Result {
  readonly id: number;
  readonly name: string;
  readonly body: string;
}

const collect = durable.flow({ name: "collect" }, async (ctx, steps: number) => {
  const out: Result[] = [];
  for (let step = 0; step < steps; step++) {
    const result = await ctx.run("fetch", () => {
      const now = performance.now();
      times.push(now - seen);
      seen = now;
      return { id: step, name: `result ${step}`, body: PAYLOAD };
    });
    out.push(result);
  }
  return out.length;
});

const payload = STEPS * JSON.stringify({ id: 5000, name: "result 5000", body: PAYLOAD }).length;
const { bytes, at } = await withCountingEngine(async (engine, handed) => {
  seen = performance.now();
  await (await engine.start(collect, [STEPS])).result();
  const around = (step: number): number => median(times.slice(step - 50, step + 50));
  return { bytes: handed.bytes, at: { few: around(100), many: around(STEPS - 60) } };
});
const ratio = bytes / payload;
reportTargets(`a loop that appends ${STEPS} results of 1 KB`, [
  {
    name: "bytes handed to the store / payload",
    measured: `${(bytes / 1e6).toFixed(1)} MB of ${(payload / 1e6).toFixed(1)} MB = ${ratio.toFixed(2)}`,
    value: ratio,
    atMost: 3,
  },
  {
    name: `a step at ${STEPS}`,
    measured: `${at.many.toFixed(2)} ms (at 100: ${at.few.toFixed(2)} ms)`,
    value: at.many,
    atMost: 2,
  },
]);
