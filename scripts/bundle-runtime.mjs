// Makes packages/runtime/publish from dist: what npm gets. The runtime is some 350 small files, and loading each by
// itself costs a process more than half of its start (bench/engine/start-up.ts): here they are a few large ones.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const source = join(import.meta.dirname, "../packages/runtime");
const target = join(source, "publish");
const {
  devDependencies: _,
  publishConfig: __,
  ...described
} = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));

rmSync(target, { recursive: true, force: true });
mkdirSync(target);

/** `./machine` -> `machine`; `.` -> `index`. */
const nameOf = (path) => (path === "." ? "index" : path.slice(2));
const entries = Object.entries(described.exports);

await build({
  entryPoints: Object.fromEntries(entries.map(([path, to]) => [nameOf(path), join(source, to.default)])),
  outdir: join(target, "dist"),
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
});
cpSync(join(source, "dist"), join(target, "types"), {
  recursive: true,
  filter: (file) => !/\.(?:js|map)$|\.test\.d\.ts$/.test(file),
});
for (const file of ["LICENSE", "README.md"]) cpSync(join(source, "../..", file), join(target, file));
const exports = entries.map(([path, to]) => [
  path,
  { types: to.types.replace("./dist/", "./types/"), default: `./dist/${nameOf(path)}.js` },
]);
const published = { ...described, files: ["dist", "types"], exports: Object.fromEntries(exports) };
writeFileSync(join(target, "package.json"), `${JSON.stringify(published, null, 2)}\n`);
