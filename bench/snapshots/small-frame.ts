// A frame of a few variables is one row, and the split costs it nothing: the same loop with and without it.
import { durable } from "perdure";
import { createEngine, openSqliteStore } from "perdure/engine";
import { report } from "../measure/bound.js";
import { median } from "../measure/median.js";

const STEPS = 2000;
const ROUNDS = 15;
/** So far above any head that nothing is ever split. */
const NEVER = { head: 2 ** 40 };

const few = durable.flow({ name: "few" }, async (ctx, steps: number) => {
  const order = { id: "o-1", total: 0, lines: ["a", "b"] };
  for (let step = 0; step < steps; step++) order.total += await ctx.run("add", () => 1);
  return order.total;
});
/** A list of numbers of about so many characters, which grows at each step by nothing. */
const list = durable.flow({ name: "list" }, async (ctx, steps: number, size: number) => {
  const numbers: { n: number }[] = [];
  for (let n = 0; n < size / 10; n++) numbers.push({ n });
  let sum = 0;
  for (let step = 0; step < steps; step++) {
    sum += await ctx.run("add", () => 1);
    numbers[step % numbers.length]!.n += 1;
  }
  return sum;
});

async function timeOf(
  pages: object,
  run: (engine: Awaited<ReturnType<typeof createEngine>>) => Promise<unknown>,
) {
  const store = await openSqliteStore({ file: ":memory:" });
  const engine = await createEngine({ store, pollMs: 0, instruments: { pages } });
  const before = performance.now();
  await run(engine);
  const ms = performance.now() - before;
  await engine.stop();
  await store.close();
  return (ms * 1000) / STEPS;
}

const ratios = [];
for (const [name, size, bound] of [
  ["a small frame", 0, 1.1],
  ["a state of 4 KB", 4000, Infinity],
  ["a state of 8 KB", 8000, Infinity],
  ["a state of 16 KB", 16_000, 1],
  ["a state of 64 KB", 64_000, 0.5],
] as const) {
  const whole: number[] = [];
  const split: number[] = [];
  const run = (engine: Awaited<ReturnType<typeof createEngine>>) =>
    (size === 0 ? engine.start(few, [STEPS]) : engine.start(list, [STEPS, size])).then((handle) =>
      handle.result(),
    );
  const rounds = size > 10_000 ? 3 : ROUNDS;
  for (let round = 0; round < rounds; round++) {
    whole.push(await timeOf(NEVER, run));
    split.push(await timeOf({}, run));
  }
  ratios.push({ name, native: median(whole), ours: median(split), unit: "us" as const, bound });
}
report("a step with pages, beside one whose snapshot is always one row", ratios);
