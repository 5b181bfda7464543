import { perdure } from "@perdure/plugin/vite";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/**
 * Compiles a program of this folder once, so that many processes start fast. Gives the file to be forked; it stands
 * in a folder of its own, which `remove` deletes.
 */
export async function buildWorker(program: string): Promise<{ file: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), "perdure-worker-"));
  const here = fileURLToPath(new URL(".", import.meta.url));
  symlinkSync(join(here, "../../node_modules"), join(folder, "node_modules"), "dir");
  await build({
    configFile: false,
    root: here,
    logLevel: "error",
    plugins: [perdure()],
    build: {
      ssr: join(here, program),
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { external: [/^perdure/, /^node:/], output: { entryFileNames: "[name].mjs" } },
    },
  });
  const file = join(folder, `${basename(program, ".ts")}.mjs`);
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
