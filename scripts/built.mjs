// Builds where sources are newer than what was built from them; otherwise only looks, which takes milliseconds.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Whether everything is built now. What the build prints goes to standard error. */
export function ensureBuilt() {
  const packages = join(root, "packages");
  if (readdirSync(packages).every((name) => isFresh(join(packages, name)))) return true;
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { status } = spawnSync(process.execPath, [tsc, "-b"], { cwd: root, stdio: ["ignore", 2, 2] });
  return status === 0;
}

function isFresh(folder) {
  const record = join(folder, "dist/.tsbuildinfo");
  if (!existsSync(record)) return false;
  const builtAt = statSync(record).mtimeMs;
  if (newestIn(join(folder, "src")) > builtAt) return false;
  if (statSync(join(folder, "tsconfig.json")).mtimeMs > builtAt) return false;
  const { errors, semanticDiagnosticsPerFile } = JSON.parse(readFileSync(record, "utf8"));
  return !errors && !semanticDiagnosticsPerFile;
}

function newestIn(folder) {
  let newest = statSync(folder).mtimeMs;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestIn(path) : statSync(path).mtimeMs);
  }
  return newest;
}
