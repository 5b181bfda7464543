import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compileFile } from "../core/compile-file.js";
import { isScript } from "../core/script.js";
import { inlineMap } from "./inline-map.js";
import type { LoaderOptions } from "./options.js";
import { runsUsing } from "./replace-using.js";
import { stripTypes } from "./strip-types.js";
import { variantOf } from "./variant.js";

/** What Node is to evaluate. */
export interface LoadedSource {
  readonly format: "module" | "commonjs";
  readonly source: string;
}

const TYPESCRIPT = /\.(?:[cm]?ts|tsx)$/;
const JAVASCRIPT = /\.m?js$/;
/** At the beginning of a line, or after `export`. */
const DECORATOR = /^\s*(?:export\s+(?:default\s+)?)?@[\w$(]/m;

/** The compiled, type-free text of a module; undefined where Node can load the file as it stands. */
export function loadSource(url: string, options: LoaderOptions): LoadedSource | undefined {
  if (!url.startsWith("file:")) return undefined;
  const file = fileURLToPath(url);
  const isTypeScript = TYPESCRIPT.test(file);
  if (!isScript(file) || !(isTypeScript || JAVASCRIPT.test(file))) return undefined;
  const isPlain = options.variants === true && variantOf(url) === "plain";
  const text = readFileSync(file, "utf8");
  const needsBabel = isTypeScript || (!runsUsing && /\busing\s+[\w$]/.test(text)) || DECORATOR.test(text);
  if (isPlain && !needsBabel) return undefined;
  const compiled = isPlain ? undefined : compileFile(text, file);
  if (needsBabel) return stripTypes(compiled ?? { code: text, map: null }, file);
  return compiled && { format: "module", source: inlineMap(compiled.code, compiled.map, file) };
}
