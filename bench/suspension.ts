// An await in memory: durable helpers outside an execution, compiled and uncompiled, in turn in fresh processes.
import { join } from "node:path";
import { report, type Ratio } from "./measure/bound.js";
import { comparePlain } from "./measure/variants.js";
import { programs } from "./suspension/programs.js";

const PROCESSES = 5;
const BOUND = 1;
const AWAITS = 200_000;
const NS_PER_MS = 1e6;

const file = join(import.meta.dirname, "suspension/programs.ts");
const ratios: Ratio[] = [];
for (const name of Object.keys(programs)) {
  const { plain, compiled } = await comparePlain({ file, name, scale: AWAITS, runs: 9 }, PROCESSES);
  const perAwait = (ms: number): number => (ms * NS_PER_MS) / AWAITS;
  ratios.push({ name, native: perAwait(plain), ours: perAwait(compiled), unit: "ns", bound: BOUND });
}
report("one round of a durable helper in memory, beside the uncompiled one", ratios);
