#!/usr/bin/env node
import { parseArgs } from "node:util";
import { registerLoader } from "@perdure/plugin/loader";
import { runFile, type Verdict } from "./run-file.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { timeout: { type: "string", default: "30000" } },
});
if (positionals.length === 0) {
  console.error("usage: perdure-modes [--timeout ms] <file.ts> ...");
  process.exit(64);
}

// Standard output carries the results alone; what the programs print goes beside them.
console.log = console.info = console.debug = console.error;
registerLoader({ variants: true, perdureFrom: import.meta.url });

let verdict: Verdict = 0;
for (const file of positionals) {
  const one = await runFile(file, Number(values.timeout), {
    line: (text) => process.stdout.write(`${text}\n`),
    explain: (text) => process.stderr.write(`${text}\n`),
  });
  verdict = Math.max(verdict, one) as Verdict;
}
// A program that was given up on may still hold the process.
process.stdout.write("", () => process.exit(verdict));
