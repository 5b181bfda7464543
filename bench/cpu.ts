// Code between awaits: durable functions that compute, compiled and uncompiled, in turn in fresh processes.
import { join } from "node:path";
import { programs } from "./cpu/programs.js";
import { report, type Ratio } from "./measure/bound.js";
import { comparePlain } from "./measure/variants.js";

const PROCESSES = 5;
const BOUND = 1.2;

const file = join(import.meta.dirname, "cpu/programs.ts");
const ratios: Ratio[] = [];
for (const name of Object.keys(programs)) {
  const { plain, compiled } = await comparePlain({ file, name, scale: 4, runs: 7 }, PROCESSES);
  ratios.push({ name, native: plain, ours: compiled, unit: "ms", bound: BOUND });
}
report("compiled code beside uncompiled", ratios);
