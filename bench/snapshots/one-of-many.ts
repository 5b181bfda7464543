// 10 MB in 10,000 records, one field of which changes at each step.
import { durable } from "perdure";
import { reportTargets } from "../engine/target.js";
import { median } from "../measure/median.js";
import { withCountingEngine } from "./counting-store.js";

const RECORDS = 10_000;
const STEPS = 120;
const WARM_UP = 20;

interface Entry {
  readonly id: number;
  state: string;
  readonly name: string;
  readonly body: string;
}

const times: number[] = [];
const bytesAt: number[] = [];
let count: () => number = () => 0;

const change = durable.flow({ name: "change" }, async (ctx, steps: number) => {
  const records: Entry[] = [];
  for (let id = 0; id < RECORDS; id++)
    records.push({ id, state: "new", name: `record ${id}`, body: String(id).padEnd(950, "-") });
  let seen = 0;
  for (let step = 0; step < steps; step++) {
    await ctx.run("work", () => {
      const now = performance.now();
      times.push(now - seen);
      bytesAt.push(count());
      return step;
    });
    seen = performance.now();
    records[(step * 7919) % RECORDS]!.state = `changed ${step}`;
  }
  return records.length;
});

await withCountingEngine(async (engine, handed) => {
  count = () => handed.bytes;
  await (await engine.start(change, [STEPS])).result();
});
const written = median(bytesAt.slice(WARM_UP).map((bytes, i) => bytes - bytesAt[WARM_UP + i - 1]!));
const ms = median(times.slice(WARM_UP));
reportTargets(`10 MB in ${RECORDS} records, one field changed`, [
  { name: "commit, with the store in memory", measured: `${ms.toFixed(2)} ms`, value: ms, atMost: 5 },
  { name: "bytes", measured: `${(written / 1000).toFixed(1)} KB`, value: written, atMost: 20_000 },
]);
