import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["packages", "test", "scripts", "examples", "bench"];
const SKIPPED = /^(?:node_modules|dist|generated|coverage|\..*|fixture-.*)$/;
const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx)$/;

/** Every source file that people wrote, as `{ path, text }`; paths are relative to `root`, with slashes. */
export const sourceFiles = (root) =>
  FOLDERS.filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => walk(root, folder))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

function walk(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.test(entry.name) ? [] : walk(root, path);
    return SOURCE.test(entry.name) && !entry.name.endsWith(".d.ts") ? [path] : [];
  });
}
