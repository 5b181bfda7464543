// A loop that appends results of 1 KB: what it hands to the store in all, and what a step costs as the list grows; as
// the compiler proves that the list only grows, without and with looks at what it holds, and where somebody else holds
// the list, which ends the proof.
import { durable, type DurableFunction } from "perdure";
import { processorUs } from "../engine/processor-time.js";
import { reportTargets, type Target } from "../engine/target.js";
import { median } from "../measure/median.js";
import { withCountingEngine } from "./counting-store.js";

const STEPS = 10_000;
const FEW = 100;
const PAYLOAD = "x".repeat(950);

interface Result {
  readonly id: number;
  readonly name: string;
  readonly body: string;
}

/** Milliseconds of the process; other work on the machine does not count. */
const processorMs = (): number => processorUs() / 1000;

let seen = 0;
let times: number[] = [];

function result(id: number): Result {
  const now = processorMs();
  times.push(now - seen);
  seen = now;
  return { id, name: `result ${id}`, body: PAYLOAD };
}

const proved = durable.flow({ name: "append" }, async (ctx, steps: number) => {
  const out: Result[] = [];
  for (let step = 0; step < steps; step++) out.push(await ctx.run("fetch", () => result(step)));
  return out.length;
});

const looks = durable.flow({ name: "append and look" }, async (ctx, steps: number) => {
  const out: Result[] = [];
  let sum = 0;
  for (let step = 0; step < steps; step++) {
    const { id, ...rest } = await ctx.run("fetch", () => result(step));
    out.push({ id, ...rest });
    if (out[step]!.id !== step || out.at(-1)!.name === "") throw new Error("another result");
    sum += id;
  }
  return sum > 0 ? out.length : 0;
});

let held: unknown;

const unproved = durable.flow({ name: "append and hand on" }, async (ctx, steps: number) => {
  const out: Result[] = [];
  held = out;
  for (let step = 0; step < steps; step++) out.push(await ctx.run("fetch", () => result(step)));
  return out.length;
});

const payload = STEPS * JSON.stringify({ id: 5000, name: "result 5000", body: PAYLOAD }).length;

async function measured(flow: DurableFunction<[number], number>) {
  const { bytes, few, many } = await withCountingEngine(async (engine, handed) => {
    times = [];
    seen = processorMs();
    await (await engine.start(flow, [STEPS])).result();
    const around = (step: number): number => median(times.slice(step - 50, step + 50));
    return { bytes: handed.bytes, few: around(FEW), many: around(STEPS - 60) };
  });
  return { bytes, few, many, ratio: bytes / payload };
}

const ofBytes = ({ bytes, ratio }: { readonly bytes: number; readonly ratio: number }): Target => ({
  name: "bytes handed to the store / payload",
  measured: `${(bytes / 1e6).toFixed(1)} MB of ${(payload / 1e6).toFixed(1)} MB = ${ratio.toFixed(2)}`,
  value: ratio,
  atMost: 3,
});

await measured(proved); // the code gets warm
for (const [flow, name] of [
  [proved, "a loop that appends 10000 results of 1 KB, proved to only grow"],
  [looks, "the same with looks at what it holds"],
] as const) {
  const quick = await measured(flow);
  const growth = quick.many / quick.few;
  reportTargets(name, [
    ofBytes(quick),
    {
      name: `processor time of a step at ${STEPS} / at ${FEW}`,
      measured: `${(quick.many * 1000).toFixed(0)} us of ${(quick.few * 1000).toFixed(0)} us = ${growth.toFixed(2)}`,
      value: growth,
      atMost: 1.5,
    },
  ]);
}
const slow = await measured(unproved);
if (!Array.isArray(held) || held.length !== STEPS) throw new Error("nobody else holds the list");
reportTargets("the same where somebody else holds the list", [
  ofBytes(slow),
  {
    name: `processor time of a step at ${STEPS}`,
    measured: `${slow.many.toFixed(2)} ms (at ${FEW}: ${slow.few.toFixed(2)} ms)`,
    value: slow.many,
    atMost: 2,
  },
]);
