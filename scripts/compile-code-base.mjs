// Compiles a whole code base as if it were durable: in memory, every async function at module level of its TypeScript
// files gets "use durable"; nothing is run and nothing written. Prints counts, and each failure with its place.
// `node scripts/compile-code-base.mjs [--all] [--show CODE] [--keep FOLDER] PATH...`
//   --all   marks functions that are not async too, after making them so
//   --show  prints each diagnostic of that code
//   --keep  writes the marked source and the output of each failure into the folder
// Ends with 1 where the compiler fails: an exception, a defect (PD1009), or output that is not valid. Refusals are fine.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { ensureBuilt } from "./built.mjs";

const { values, positionals } = parseArgs({
  options: { all: { type: "boolean", default: false }, show: { type: "string" }, keep: { type: "string" } },
  allowPositionals: true,
});
if (positionals.length === 0) {
  console.error("Usage: node scripts/compile-code-base.mjs [--all] [--show CODE] [--keep FOLDER] PATH...");
  process.exit(2);
}
if (!ensureBuilt()) process.exit(2);
const { compileFile } = await import("./code-base/compile-file.mjs");

function filesIn(path) {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory())
      return /^(?:node_modules|dist|\..*)$/.test(entry.name) ? [] : filesIn(join(path, entry.name));
    return /\.[cm]?tsx?$/.test(entry.name) && !/\.d\.[cm]?ts$/.test(entry.name)
      ? [join(path, entry.name)]
      : [];
  });
}

const total = {
  files: 0,
  lines: 0,
  marked: 0,
  refused: 0,
  machines: 0,
  checkpoints: 0,
  closures: 0,
  failures: 0,
};
const codes = new Map();
let time = 0;

function keep(name, text) {
  mkdirSync(values.keep, { recursive: true });
  writeFileSync(join(values.keep, name), text);
}

for (const file of positionals.flatMap(filesIn)) {
  const source = readFileSync(file, "utf8");
  const name = relative(process.cwd(), file).replaceAll("\\", "/");
  const result = compileFile(source, name, values.all);
  total.files++;
  total.lines += source.split("\n").length;
  for (const key of ["marked", "refused", "machines", "checkpoints", "closures"]) total[key] += result[key];
  time += result.time;
  for (const { code, line, message, frame } of result.diagnostics) {
    codes.set(code, (codes.get(code) ?? 0) + 1);
    if (code === values.show) console.log(`${name}:${line}: ${message}\n${frame}\n`);
  }
  for (const { problem, code, output } of result.failures) {
    total.failures++;
    console.error(`${name}: ${problem}`);
    const base = name.replace(/[^\w.-]+/g, "_");
    if (values.keep) keep(`${total.failures}-${base}`, code);
    if (values.keep && output) keep(`${total.failures}-out-${base}`, output);
  }
}

for (const [key, value] of Object.entries(total)) console.log(`${key}: ${value}`);
console.log(`time: ${(time / 1000).toFixed(1)} s`);
for (const [code, number] of [...codes].sort(([a], [b]) => a.localeCompare(b)))
  console.log(`${code}: ${number}`);
process.exitCode = total.failures > 0 || total.files === 0 ? 1 : 0;
