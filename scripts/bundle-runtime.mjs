// Makes packages/runtime/publish from dist: what npm gets. The runtime is some 350 small files, and loading each by
// itself costs a process more than half of its start (bench/engine/start-up.ts): here they are a few large ones. So are
// the libraries that consist of code only: finding and loading them costs as much as a third of the runtime does.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const source = join(import.meta.dirname, "../packages/runtime");
const target = join(source, "publish");
const {
  devDependencies: _,
  publishConfig: __,
  dependencies,
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
  external: [...Object.keys(described.optionalDependencies), ...Object.keys(described.peerDependencies)],
  sourcemap: true,
  logLevel: "warning",
});
for (const file of readdirSync(join(target, "dist")).filter((each) => each.endsWith(".map")))
  nameSources(join(target, "dist", file));

/** Sources are named as if they stood in the package: stack traces show its name. */
function nameSources(file) {
  const map = JSON.parse(readFileSync(file, "utf8"));
  const sources = map.sources.map((each) => each.replace(/^(?:\.\.\/)+/, "../"));
  writeFileSync(file, JSON.stringify({ ...map, sources }));
}

cpSync(join(source, "dist"), join(target, "types"), {
  recursive: true,
  filter: (file) => !/\.(?:js|map)$|\.test\.d\.ts$/.test(file),
});
for (const each of ["LICENSE", "README.md", "docs"])
  cpSync(join(source, "../..", each), join(target, each), { recursive: true });

/** Types are resolved by the compiler of who installs the package. */
const isTypes = ([name]) => name.startsWith("@types/");
const [types, bundled] = [true, false].map((are) =>
  Object.entries(dependencies).filter((each) => isTypes(each) === are),
);
for (const [name] of bundled) copyLicense(name);

/** The licence of a library whose code is part of the bundle goes with it. */
function copyLicense(name) {
  const folder = join(source, "../../node_modules", name);
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${name} has no licence`);
  cpSync(join(folder, file), join(target, "licenses", `${name}.md`));
}

const exports = entries.map(([path, to]) => [
  path,
  { types: to.types.replace("./dist/", "./types/"), default: `./dist/${nameOf(path)}.js` },
]);
const published = {
  ...described,
  files: ["dist", "docs", "licenses", "types"],
  exports: Object.fromEntries(exports),
  dependencies: Object.fromEntries(types),
};
writeFileSync(join(target, "package.json"), `${JSON.stringify(published, null, 2)}\n`);
