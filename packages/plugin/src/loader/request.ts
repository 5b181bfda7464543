import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isInstalled } from "../core/script.js";
import type { LoaderOptions } from "./options.js";
import { variantOf } from "./variant.js";

/** One question to Node's resolver. */
export interface Request {
  readonly specifier: string;
  readonly parentURL: string | undefined;
}

const PERDURE = /^(?:perdure|@perdure\/[^/]+)(?:\/|$)/;
const PATH = /^(?:\.{0,2}\/|file:)/;
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

/** What to ask Node for an import, in order, until one resolves. */
export function requests(
  specifier: string,
  parentURL: string | undefined,
  options: LoaderOptions,
): Request[] {
  const own = { specifier: sourceSpecifier(specifier, parentURL), parentURL };
  if (options.perdureFrom === undefined || !PERDURE.test(specifier)) return [own];
  const shared = { specifier, parentURL: options.perdureFrom };
  const isVariant =
    options.variants === true && parentURL !== undefined && variantOf(parentURL) !== undefined;
  return isVariant ? [shared] : [own, shared];
}

/** `./x.js` as TypeScript wants it written, where only `x.ts` exists. */
function sourceSpecifier(specifier: string, parentURL: string | undefined): string {
  if (!PATH.test(specifier) || !(parentURL ?? "file:").startsWith("file:")) return specifier;
  const url = new URL(specifier, parentURL);
  const [extension] = /\.[cm]?jsx?$/.exec(url.pathname) ?? [];
  if (extension === undefined || isInstalled(url.pathname) || existsSync(fileURLToPath(url)))
    return specifier;
  for (const source of SOURCES[extension] ?? []) {
    const candidate = new URL(url);
    candidate.pathname = url.pathname.slice(0, -extension.length) + source;
    if (existsSync(fileURLToPath(candidate))) return candidate.href;
  }
  return specifier;
}
