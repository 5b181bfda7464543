import { readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";

/** Where a source file stands: the package's name and the path inside it are part of every id. */
export interface PackageScope {
  /** The file with symbolic links resolved, so that every host sees one path. */
  readonly realFile: string;
  readonly packageName: string;
  /** Relative to the folder of `package.json`, with `/`. */
  readonly packagePath: string;
}

interface Package {
  readonly folder: string;
  readonly name: string;
}

const UNNAMED = "unnamed";
const packages = new Map<string, Package | undefined>();

/** The package of an absolute file name: that of the nearest `package.json` above it, else "unnamed". */
export function packageScope(filename: string): PackageScope {
  const realFile = resolveLinks(filename);
  const found = nearestPackage(dirname(realFile));
  if (!found) return { realFile, packageName: UNNAMED, packagePath: basename(realFile) };
  const packagePath = relative(found.folder, realFile).split(sep).join("/");
  return { realFile, packageName: found.name, packagePath };
}

function nearestPackage(folder: string): Package | undefined {
  if (packages.has(folder)) return packages.get(folder);
  const found =
    readPackage(folder) ?? (dirname(folder) === folder ? undefined : nearestPackage(dirname(folder)));
  packages.set(folder, found);
  return found;
}

function readPackage(folder: string): Package | undefined {
  const file = join(folder, "package.json");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  const { name } = JSON.parse(text) as { name?: unknown };
  return { folder, name: typeof name === "string" && name !== "" ? name : UNNAMED };
}

function resolveLinks(filename: string): string {
  try {
    return realpathSync.native(filename);
  } catch {
    return filename; // a bundler's virtual file
  }
}
