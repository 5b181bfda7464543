import { posix } from "node:path";
import { importsOf } from "./imports-of.mjs";
import { ENTRY_POINTS, EXCEPTIONS, RUNTIME_FOLDERS } from "./rules.mjs";

const SOURCE = /^packages\/[^/]+\/src\//;
const RUNTIME = "packages/runtime/src/";

/** Relative imports: they stay inside their package, and in `perdure` they follow the table of folders. */
export function checkFolders(files) {
  const problems = [];
  for (const { path, text } of files) {
    const source = SOURCE.exec(path)?.[0];
    if (!source) continue;
    for (const { specifier, line } of importsOf(text)) {
      if (!specifier.startsWith(".")) continue;
      const target = posix.join(posix.dirname(path), specifier).replace(/\.js$/, ".ts");
      const rule = target.startsWith(source)
        ? source === RUNTIME && !path.endsWith(".test.ts")
          ? ruleAgainst(path.slice(source.length), target.slice(source.length))
          : undefined
        : "A relative import stays inside its package's src; import other packages by name.";
      if (rule) problems.push(`${path}:${line} imports "${specifier}"\n    ${rule}`);
    }
  }
  return problems;
}

function ruleAgainst(from, to) {
  if (ENTRY_POINTS.includes(from)) return undefined;
  const [folder, target] = [folderOf(from), folderOf(to)];
  if (folder === undefined || folder === target) return undefined;
  if (EXCEPTIONS.some((exception) => exception.from === from && exception.to === to)) return undefined;
  const allowed = RUNTIME_FOLDERS[folder];
  if (!allowed) return `${folder}/ has no entry in scripts/architecture/rules.mjs. Add one.`;
  if (allowed.includes(target) || allowed.includes(to)) return undefined;
  return `${folder}/ may import ${allowed.length ? allowed.join(", ") : "nothing else"}; not ${to}.`;
}

const folderOf = (path) => (path.includes("/") ? path.slice(0, path.indexOf("/")) : undefined);
