import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { largeFunction, largeModule } from "./large-module.js";

export interface CorpusFile {
  readonly name: string;
  readonly source: string;
}

const ROOT = join(import.meta.dirname, "../..");

/** What is compiled, by the name of its part. Files without durable code are left out: they cost nothing. */
export const corpus = (): ReadonlyMap<string, readonly CorpusFile[]> =>
  new Map([
    ["language fixtures", filesIn("fixtures/language")],
    ["examples", filesIn("examples")],
    ["module of 100 functions", [{ name: "large-module.ts", source: largeModule(100) }]],
    ["function of 300 awaits", [{ name: "large-function.ts", source: largeFunction(300) }]],
  ]);

function filesIn(folder: string): CorpusFile[] {
  return (
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !/(^|\/)(dist|node_modules)\//.test(name))
      // Babel reads TypeScript's older decorators with other options than all other files.
      .filter((name) => !name.includes("decorators-older"))
      .map((name) => ({ name: `${folder}/${name}`, source: readFileSync(join(ROOT, folder, name), "utf8") }))
      .filter(({ source }) => source.includes("perdure") || source.includes("use durable"))
  );
}
