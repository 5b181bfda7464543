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
const OUTPUT = /\.[cm]?jsx?(?=[?#]|$)/;
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

/** `./x.js` as `./x.ts` where only that exists: TypeScript wants the former written. */
function sourceSpecifier(specifier: string, parentURL: string | undefined): string {
  if (!PATH.test(specifier) || !(parentURL ?? "file:").startsWith("file:")) return specifier;
  const [extension] = OUTPUT.exec(specifier) ?? [];
  const file = fileURLToPath(new URL(specifier, parentURL));
  if (extension === undefined || isInstalled(file) || existsSync(file)) return specifier;
  const source = SOURCES[extension]?.find((one) => existsSync(file.slice(0, -extension.length) + one));
  return source === undefined ? specifier : specifier.replace(OUTPUT, source);
}
