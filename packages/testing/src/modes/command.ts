#!/usr/bin/env node
import { parseArgs } from "node:util";
import { registerLoader } from "@perdure/plugin/loader";
import { runFile, type Verdict } from "./run-file.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { timeout: { type: "string", default: "30000" }, pages: { type: "boolean", default: false } },
});
if (positionals.length === 0) {
  console.error("usage: perdure-modes [--timeout ms] [--pages] <file.ts> ...");
  process.exit(64);
}

// Standard output carries the results alone; what the programs print goes beside them.
console.log = console.info = console.debug = console.error;
registerLoader({ variants: true, perdureFrom: import.meta.url });

/** Everything that can be split is. */
const PAGES = { head: 0, atOnce: 0, page: 60, entries: 2, text: 3, garbage: 0 };

let verdict: Verdict = 0;
for (const file of positionals) {
  const output = {
    line: (text: string) => void process.stdout.write(`${text}\n`),
    explain: (text: string) => void process.stderr.write(`${text}\n`),
  };
  const one = await runFile(file, Number(values.timeout), output, values.pages ? { pages: PAGES } : {});
  verdict = Math.max(verdict, one) as Verdict;
}
// A program that was given up on may still hold the process.
process.stdout.write("", () => process.exit(verdict));
