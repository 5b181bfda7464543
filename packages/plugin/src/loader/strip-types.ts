import { transformSync, type BabelFileResult } from "@babel/core";
import presetTypeScript from "@babel/preset-typescript";
import type { CompileResult } from "@perdure/compiler";
import { composeMappings } from "../core/compose-mappings.js";
import { PluginError } from "../core/plugin-error.js";
import { syntaxError } from "../generated/messages.js";
import { inlineMap } from "./inline-map.js";
import type { LoadedSource } from "./load-source.js";
import { accessorsReplaced } from "./replace-accessors.js";
import { lowerDecorators } from "./lower-decorators.js";
import { withNativeRequire } from "./native-require.js";
import { refuseUnrunnable } from "./refuse-unrunnable.js";
import { jsxReplaced } from "./replace-jsx.js";
import { usingReplaced } from "./replace-using.js";

type Source = Pick<CompileResult, "code" | "map">;

/** TypeScript to JavaScript that Node runs, its map composed with the compiler's. `.cts` becomes CommonJS. */
export function stripTypes(source: Source, file: string, lower = lowerDecorators): LoadedSource {
  try {
    return strip(source, file);
  } catch (error) {
    const lowered = isDecorated(error) && lower(source, file);
    if (!lowered) throw error;
    return strip(lowered, file);
  }
}

function strip(source: Source, file: string): LoadedSource {
  const { ast, code, map: stripped } = transform(source.code, file);
  const map = stripped && source.map ? { ...stripped, ...composeMappings(stripped, source.map) } : stripped;
  const isModule = !file.endsWith(".cts") && (file.endsWith(".mts") || ast?.program.sourceType === "module");
  const text = { code: code ?? "", map: map ?? null };
  const runnable = isModule ? text : withNativeRequire(text.code, text.map);
  return { format: isModule ? "module" : "commonjs", source: inlineMap(runnable.code, runnable.map, file) };
}

const isDecorated = (error: unknown): boolean => error instanceof PluginError && error.code === "PD3003";

function transform(code: string, file: string): BabelFileResult {
  try {
    return transformAs("decorators", code, file);
  } catch (error) {
    if (!isSyntaxError(error)) throw error;
    try {
      return transformAs("decorators-legacy", code, file);
    } catch (second) {
      throw isSyntaxError(second) ? new PluginError(syntaxError({ problem: error.message })) : second;
    }
  }
}

const isSyntaxError = (error: unknown): error is Error =>
  (error as { code?: unknown }).code === "BABEL_PARSE_ERROR";

/** Only the older kind may stand before parameters. */
const transformAs = (
  decorators: "decorators" | "decorators-legacy",
  code: string,
  file: string,
): BabelFileResult =>
  transformSync(code, {
    filename: file,
    babelrc: false,
    configFile: false,
    ast: true,
    compact: false,
    highlightCode: false,
    sourceType: "unambiguous",
    parserOpts: { plugins: [decorators, "decoratorAutoAccessors", "explicitResourceManagement"] },
    presets: [[presetTypeScript, { allowDeclareFields: true }]],
    plugins: [refuseUnrunnable, jsxReplaced, accessorsReplaced, usingReplaced],
    sourceMaps: true,
  })!;
