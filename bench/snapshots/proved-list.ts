// The encoder alone, on a list that the compiler has proved to grow by fresh values alone.
import { encode } from "../../packages/runtime/dist/snapshot/index.js";
import { Pages } from "../../packages/runtime/dist/snapshot/pages/index.js";
import { report } from "../measure/bound.js";
import { median } from "../measure/median.js";

const STEPS = 10_000;
const BODY = "x".repeat(950);

const out: object[] = [];
const growing = new Set([out]);
const pages = new Pages(undefined);
const times: number[] = [];
for (let id = 0; id < STEPS; id++) {
  out.push({ id, name: `result ${id}`, body: BODY });
  const before = performance.now();
  pages.encode((options) => encode({ out }, options), growing);
  pages.writes();
  pages.written();
  times.push((performance.now() - before) * 1000);
}
const around = (step: number): number => median(times.slice(step - 50, step + 50));
report("a commit of a list that is proved to grow, at 100 and at 10,000 results of 1 KB", [
  { name: "encoder", native: around(100), ours: around(STEPS - 50), unit: "us", bound: 1.5 },
]);
