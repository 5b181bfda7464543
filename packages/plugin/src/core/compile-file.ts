import type { CompileResult, Diagnostic } from "@perdure/compiler";
import { CompileError } from "./compile-error.js";
import { compileSource } from "./compile-source.js";
import { reportOnce } from "./report.js";

/** How a host wants to hear of warnings and notes. */
export interface CompileFileOptions {
  /** Gets the warnings and notes of one file. Default: print each once to stderr. */
  readonly report?: (diagnostics: readonly Diagnostic[]) => void;
}

/** What replaces the file. */
export type CompiledFile = Pick<CompileResult, "code" | "map" | "manifest">;

/**
 * Compiles one file for a host; undefined where it holds no durable code.
 * Throws `CompileError` with every error of the file.
 */
export function compileFile(
  source: string,
  filename: string,
  options: CompileFileOptions = {},
): CompiledFile | undefined {
  const result = compileSource(source, filename);
  if (!result) return undefined;
  const [first, ...rest] = result.diagnostics.filter(({ severity }) => severity === "error");
  const others = result.diagnostics.filter(({ severity }) => severity !== "error");
  if (others.length) (options.report ?? reportOnce)(others);
  if (first) throw new CompileError([first, ...rest]);
  return result;
}
