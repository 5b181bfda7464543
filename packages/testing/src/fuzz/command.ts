#!/usr/bin/env node
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ALL_FEATURES, readFeatures, type Feature } from "./features.js";
import { fuzz, type Found } from "./fuzz.js";
import { Statistics } from "./statistics.js";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    path: { type: "string" },
    features: { type: "string" },
    without: { type: "string", default: "" },
    timeout: { type: "string", default: "120000" },
    keep: { type: "string" },
    "go-on": { type: "boolean", default: false },
  },
});

const features = new Set<Feature>(values.features ? readFeatures(values.features) : ALL_FEATURES);
if (values.without) for (const feature of readFeatures(values.without)) features.delete(feature);

const statistics = new Statistics();
const folder = mkdtempSync(join(tmpdir(), "perdure-fuzz-"));
const keep = resolve(values.keep ?? join(tmpdir(), "perdure-fuzz-found"));
const untilMs = Date.now() + Number(values.seconds) * 1000;
let seed = Number(values.seed);
let failures = 0;

console.log(`seed ${seed}`);
const ticking = setInterval(() => console.log(statistics.line()), 10_000);
do {
  const found = await fuzz({
    seed,
    path: values.path,
    untilMs,
    features,
    timeoutMs: Number(values.timeout),
    folder,
    statistics,
    onFirstFailure: ({ kind }) => console.log(`${kind}; looking for a smaller program`),
  });
  if (!found) break;
  failures++;
  report(found);
  seed = found.seed + 1;
} while (values["go-on"] && Date.now() < untilMs);
clearInterval(ticking);
rmSync(folder, { recursive: true });
console.log(statistics.summary(features));
process.exitCode = failures ? 1 : 0;

function report({ failure, source, seed, path }: Found): void {
  mkdirSync(keep, { recursive: true });
  const file = join(keep, `seed-${seed}.ts`);
  writeFileSync(file, source);
  const chosen = [
    values.features && `--features ${values.features}`,
    values.without && `--without ${values.without}`,
  ];
  const again = ["npm run fuzz --", `--seed ${seed}`, `--path ${path}`, ...chosen.filter(Boolean)].join(" ");
  console.log(`\n${failure.kind}\n\n${source}\n${failure.explanation}\n\n${file}\nagain: ${again}\n`);
}
