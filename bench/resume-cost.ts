// Snapshot size and cost of resuming after 10 and after 10,000 steps of one flow, measured in turn in one run.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { durable } from "perdure";
import { createEngine, openSqliteStore } from "perdure/engine";
import { VirtualClock } from "@perdure/testing";

const STEPS = [10, 10_000];
const RESUMES = 15;

/** Counts, sleeps, and ends; between the sleep and the end it is resumed from its snapshot. */
const counter = durable.flow({ name: "counter" }, async (ctx, steps: number, sleepMs: number) => {
  let sum = 0;
  for (let step = 0; step < steps; step++) sum += await ctx.run("add", () => step);
  await ctx.sleep(sleepMs);
  return sum;
});

const folder = mkdtempSync(join(tmpdir(), "perdure-bench-"));
const store = await openSqliteStore({ file: join(folder, "bench.db"), durability: "normal" });
const clock = new VirtualClock();
const engine = await createEngine({ store, clock, pollMs: 0 });

// Sleeps that end one after the other, short and long flows in turn.
const sleepers: { steps: number; id: string }[] = [];
for (let round = 0; round < RESUMES; round++) {
  for (const steps of STEPS) {
    const id = `${steps}-${round}`;
    await engine.start(counter, [steps, 1_000_000 + sleepers.length], { id });
    await engine.whenIdle();
    sleepers.push({ steps, id });
  }
}

const sizes = new Map<number, number>();
for (const steps of STEPS) {
  const execution = await store.load(`${steps}-0`);
  sizes.set(steps, execution!.snapshot!.length);
}

const times = new Map<number, number[]>(STEPS.map((steps) => [steps, []]));
for (const { steps, id } of sleepers) {
  const start = performance.now();
  clock.advance();
  await engine.whenIdle();
  times.get(steps)!.push(performance.now() - start);
  if ((await store.load(id))!.status !== "completed") throw new Error(`${id} was not the next to wake up`);
}
await engine.stop();
await store.close();
rmSync(folder, { recursive: true });

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;
const [few, many] = STEPS as [number, number];
for (const steps of STEPS) {
  const medianMs = median(times.get(steps)!).toFixed(2);
  console.log(
    `after ${String(steps).padStart(6)} steps: snapshot ${sizes.get(steps)} bytes, resume to end ${medianMs} ms (median)`,
  );
}
const ratio = median(times.get(many)!) / median(times.get(few)!);
console.log(`difference: ${sizes.get(many)! - sizes.get(few)!} bytes, resume ratio ${ratio.toFixed(2)}`);
