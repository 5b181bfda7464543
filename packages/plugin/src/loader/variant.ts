import { fileURLToPath } from "node:url";
import { isInstalled } from "../core/script.js";
import { PluginError } from "../core/plugin-error.js";
import { unknownVariant } from "../generated/messages.js";

const PARAMETER = "perdure";
const LOCAL = /^(?:\.{0,2}\/|#|file:)/;

/** How a file with `?perdure=...` is loaded. */
export type Variant = "plain" | "compiled";

/** The variant that a URL asks for; throws on one that does not exist. */
export function variantOf(url: string): Variant | undefined {
  if (!url.startsWith("file:")) return undefined;
  const value = new URL(url).searchParams.get(PARAMETER);
  if (value === null || value === "plain" || value === "compiled") return value ?? undefined;
  throw new PluginError(unknownVariant({ url, value }));
}

/** The URL of an import, with the importing variant's query where the import is local. */
export function inheritVariant(url: string, specifier: string, parentURL: string): string {
  if (!LOCAL.test(specifier) || !url.startsWith("file:") || isInstalled(fileURLToPath(url))) return url;
  const target = new URL(url);
  if (target.searchParams.has(PARAMETER)) return url;
  const { search } = new URL(parentURL);
  target.search = target.search ? `${target.search}&${search.slice(1)}` : search;
  return target.href;
}
