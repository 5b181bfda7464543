// A process of its own for one program: `run-one.ts FILE plain|compiled NAME SCALE RUNS` prints the median ms of a run.
import { registerLoader } from "@perdure/plugin/loader";
import { median } from "./median.js";

const [file, variant, name, scale, runs] = process.argv.slice(2) as [string, string, string, string, string];
registerLoader({ variants: true });
const { programs } = (await import(`${file}?perdure=${variant}`)) as {
  programs: Record<string, (scale: number) => Promise<unknown>>;
};
const times: number[] = [];
let result: unknown;
for (let run = 0; run < Number(runs); run++) {
  const start = performance.now();
  result = await programs[name]!(Number(scale));
  times.push(performance.now() - start);
}
console.log(JSON.stringify({ ms: median(times), result: JSON.stringify(result) }));
