// 2,000 executions of 5 steps each at the same time, beside transactions of 100 rows on the same disk.
import { durable } from "perdure";
import { median } from "../measure/median.js";
import { withEngine, withFolder } from "./on-disk.js";
import { processorUs } from "./processor-time.js";
import { openRawDisk } from "./raw-disk.js";
import { reportTargets } from "./target.js";

const EXECUTIONS = 2000;
const STEPS = 5;
const ROUNDS = 9;
const WARM_UP = 3;

/** Where all executions wait for each other: those of a round go through it together. */
class Gate {
  #waiting = 0;
  #open!: () => void;
  readonly opened = new Promise<void>((resolve) => (this.#open = resolve));
  #arrived!: () => void;
  readonly allArrived = new Promise<void>((resolve) => (this.#arrived = resolve));

  pass(): Promise<void> {
    if (++this.#waiting === EXECUTIONS) this.#arrived();
    return this.opened;
  }

  open(): void {
    this.#open();
  }
}

let before: Gate;
let after: Gate;
const passBefore = (): Promise<void> => before.pass();
const passAfter = (): Promise<void> => after.pass();

const flow = durable.flow({ name: "five-steps" }, async (ctx, first: number) => {
  await ctx.run("before", () => passBefore());
  let sum = first;
  for (let step = 0; step < 5; step++) sum += await ctx.run("add", () => step);
  await ctx.run("after", () => passAfter());
  return sum;
});

/** From the moment when all wait in memory until all have made their steps, and from their start to their end. */
interface Round {
  readonly raw: number;
  readonly steps: number;
  readonly whole: number;
  /** Processor time of a row and of a step, in microseconds. */
  readonly rawUs: number;
  readonly stepUs: number;
}

const rounds = await withFolder((folder) =>
  withEngine(
    folder,
    async (engine) => {
      const raw = openRawDisk(folder);
      const all: Round[] = [];
      const rows = EXECUTIONS * STEPS;
      const rate = (count: number, ms: number): number => (count * 1000) / ms;
      for (let round = -WARM_UP; round < ROUNDS; round++) {
        const startUs = processorUs();
        const rawMs = raw.rows(rows);
        const rawUs = (processorUs() - startUs) / rows;
        [before, after] = [new Gate(), new Gate()];
        const start = performance.now();
        await Promise.all(Array.from({ length: EXECUTIONS }, (_, n) => engine.start(flow, [n])));
        await before.allArrived;
        const opened = performance.now();
        const openedUs = processorUs();
        before.open();
        await after.allArrived;
        const made = performance.now();
        const stepUs = (processorUs() - openedUs) / (rows + EXECUTIONS);
        after.open();
        await engine.whenIdle();
        const end = performance.now();
        // Each step is a commit, and so is asking for the one at the gate behind them.
        const steps = rate(rows + EXECUTIONS, made - opened);
        if (round < 0) continue;
        all.push({ raw: rate(rows, rawMs), steps, whole: rate(rows, end - start), rawUs, stepUs });
      }
      raw.close();
      return all;
    },
    { maxConcurrentEffects: EXECUTIONS },
  ),
);
const raw = median(rounds.map((round) => round.raw));
const steps = median(rounds.map((round) => round.steps));
const whole = median(rounds.map((round) => round.whole));
const ratio = median(rounds.map((round) => round.steps / round.raw));
const rawUs = median(rounds.map((round) => round.rawUs));
const stepUs = median(rounds.map((round) => round.stepUs));
console.log(`\nprocessor time: a raw row ${rawUs.toFixed(1)} us, a step ${stepUs.toFixed(1)} us`);
console.log(
  `from start to end, so with a row made and one ended for each 5 steps: ${whole.toFixed(0)} steps/s`,
);
reportTargets("2,000 executions of 5 steps, full durability", [
  {
    name: "steps / raw rows",
    measured: `${steps.toFixed(0)}/s of ${raw.toFixed(0)}/s = ${ratio.toFixed(2)}`,
    value: ratio,
    atLeast: 0.33,
  },
]);
