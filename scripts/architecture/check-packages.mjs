import { existsSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { importsOf } from "./imports-of.mjs";
import { MOST_PRODUCTION_DEPENDENCIES, PACKAGES } from "./rules.mjs";

const SOURCE = /^packages\/([^/]+)\/src\//;
const OURS = /^(?:perdure|@perdure\/[^/]+)(?=\/|$)/;
const PACKAGE_NAME = /^(?:@[^/]+\/)?[^/]+/;

/** Which packages a package imports: only those of ours that it may know, and only declared dependencies. */
export function checkPackages(root, files) {
  const problems = [];
  for (const { path, text } of files) {
    const name = SOURCE.exec(path)?.[1];
    if (!name) continue;
    for (const { specifier, line } of importsOf(text)) {
      const rule = ruleAgainst(name, manifest(root, name), specifier, path.endsWith(".test.ts"));
      if (rule) problems.push(`${path}:${line} imports "${specifier}"\n    ${rule}`);
    }
  }
  const dependencies = Object.keys(manifest(root, "runtime").dependencies ?? {});
  if (dependencies.length > MOST_PRODUCTION_DEPENDENCIES) {
    problems.push(
      `packages/runtime/package.json has ${dependencies.length} dependencies: ${dependencies.join(", ")}\n` +
        `    perdure has at most ${MOST_PRODUCTION_DEPENDENCIES} production dependencies.`,
    );
  }
  return problems;
}

function ruleAgainst(name, manifest, specifier, isTest) {
  if (specifier.startsWith(".")) return undefined;
  const rules = PACKAGES[name];
  if (!rules) return `packages/${name} has no entry in scripts/architecture/rules.mjs. Add one.`;
  const ours = OURS.exec(specifier)?.[0];
  if (ours) {
    const allowed = rules.ours.length ? rules.ours.join(" and ") : "none";
    return rules.ours.includes(ours) ? undefined : `Of our own packages, ${name} may import ${allowed}.`;
  }
  const builtin = specifier.replace(/^node:/, "");
  if (builtinModules.includes(builtin)) {
    if (isTest || !rules.node || rules.node.includes(builtin)) return undefined;
    return `${name} is pure: of Node's modules it may import ${rules.node.join(" and ")}.`;
  }
  if (isTest) return undefined;
  if (rules.never?.some((never) => specifier.startsWith(never))) return `${name} must run without it.`;
  const dependency = PACKAGE_NAME.exec(specifier)[0];
  if ([manifest.dependencies, manifest.peerDependencies].some((list) => list && dependency in list))
    return undefined;
  if (
    manifest.devDependencies &&
    `@types/${dependency.replace("@", "").replace("/", "__")}` in manifest.devDependencies
  )
    return undefined;
  return `packages/${name}/package.json does not list "${dependency}" as a dependency.`;
}

function manifest(root, name) {
  const path = join(root, "packages", name, "package.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
}
