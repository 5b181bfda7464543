import { createRequire } from "node:module";
import type { CompileResult } from "@perdure/compiler";
import type typescript from "typescript";
import { composeMappings } from "../core/compose-mappings.js";

type Source = Pick<CompileResult, "code" | "map">;
type TypeScript = typeof typescript;

const require = createRequire(import.meta.url);

/** Standard decorators as TypeScript writes them for Node; undefined where TypeScript is not installed. */
export function lowerDecorators(source: Source, file: string): Source | undefined {
  const compiler = loadTypeScript();
  if (!compiler) return undefined;
  const { outputText, sourceMapText } = compiler.transpileModule(source.code, {
    fileName: file,
    compilerOptions: {
      target: compiler.ScriptTarget.ES2022,
      module: compiler.ModuleKind.ESNext,
      jsx: compiler.JsxEmit.Preserve,
      sourceMap: true,
    },
  });
  const lowered = JSON.parse(sourceMapText!) as NonNullable<Source["map"]>;
  const map = source.map ? { ...lowered, ...composeMappings(lowered, source.map) } : lowered;
  return { code: outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"), map };
}

function loadTypeScript(): TypeScript | undefined {
  try {
    return require("typescript") as TypeScript;
  } catch {
    return undefined;
  }
}
