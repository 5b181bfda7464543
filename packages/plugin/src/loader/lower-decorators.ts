import type { CompileResult } from "@perdure/compiler";
import { composeMappings } from "../core/compose-mappings.js";
import { decoratorOptions, loadTypeScript } from "../core/decorator-options.js";

type Source = Pick<CompileResult, "code" | "map">;

/** Decorators as TypeScript writes them for Node, of the kind that tsconfig.json names; undefined where it is not installed. */
export function lowerDecorators(source: Source, file: string): Source | undefined {
  const compiler = loadTypeScript();
  if (!compiler) return undefined;
  const { outputText, sourceMapText } = compiler.transpileModule(source.code, {
    fileName: file,
    compilerOptions: {
      ...decoratorOptions(file, compiler),
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
