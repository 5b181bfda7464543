// Resuming after 10 and after 100,000 steps of one flow, in turn: from the moment it is due to its end.
import { VirtualClock } from "@perdure/testing";
import { durable } from "perdure";
import { createEngine, openSqliteStore } from "perdure/engine";
import { join } from "node:path";
import { median } from "../measure/median.js";
import { withFolder } from "./on-disk.js";
import { reportTargets } from "./target.js";

const FEW = 10;
const MANY = 100_000;
/** Each flow sleeps so often, and is resumed from its snapshot each time. */
const RESUMES = 200;

const counter = durable.flow({ name: "counter" }, async (ctx, steps: number, resumes: number) => {
  let sum = 0;
  for (let step = 0; step < steps; step++) sum += await ctx.run("add", () => step);
  for (let resume = 0; resume < resumes; resume++) await ctx.sleep("1 hour");
  return sum;
});

const [few, many] = await withFolder(async (folder) => {
  const store = await openSqliteStore({ file: join(folder, "engine.db"), durability: "normal" });
  const clock = new VirtualClock();
  const engine = await createEngine({ store, clock, pollMs: 0 });
  for (const steps of [FEW, MANY]) {
    await engine.start(counter, [steps, RESUMES], { id: String(steps) });
    await engine.whenIdle();
    clock.setTimer(clock.now() + 60_000, () => undefined); // so that the two are never due at the same time
    clock.advance();
  }
  const times = { [FEW]: [] as number[], [MANY]: [] as number[] };
  for (let resume = 0; resume < RESUMES - 1; resume++) {
    for (const steps of [FEW, MANY] as const) {
      const start = performance.now();
      clock.advance();
      await engine.whenIdle();
      times[steps].push(performance.now() - start);
    }
  }
  await engine.stop();
  await store.close();
  return [median(times[FEW]), median(times[MANY])];
});
const ratio = many / few;
reportTargets("resuming from a snapshot, until it sleeps again", [
  {
    name: "after 10 -> after 100,000 steps",
    measured: `${few.toFixed(3)} -> ${many.toFixed(3)} ms = ${ratio.toFixed(2)}`,
    value: ratio,
    atMost: 1.1,
  },
]);
