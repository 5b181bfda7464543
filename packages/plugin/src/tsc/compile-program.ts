import type { CompileResult, Diagnostic } from "@perdure/compiler";
import type * as ts from "typescript";
import { compileSource } from "../core/compile-source.js";
import { reportOnce } from "../core/report.js";
import { isScript } from "../core/script.js";

/** One durable file of a program. */
export interface DurableFile {
  readonly original: ts.SourceFile;
  readonly compiled: CompileResult;
  readonly errors: readonly Diagnostic[];
}

/** Source files live on from one program of a watch to the next. */
const results = new WeakMap<ts.SourceFile, CompileResult | undefined>();

/** The durable files of a program by file name. Warnings and notes go to stderr: TypeScript counts them as errors. */
export function compileProgram(program: ts.Program): ReadonlyMap<string, DurableFile> {
  const files = new Map<string, DurableFile>();
  const olderDecorators = (): boolean => program.getCompilerOptions().experimentalDecorators === true;
  for (const original of program.getSourceFiles()) {
    if (!isScript(original.fileName) || program.isSourceFileFromExternalLibrary(original)) continue;
    if (!results.has(original))
      results.set(original, compileSource(original.text, original.fileName, olderDecorators));
    const compiled = results.get(original);
    if (!compiled) continue;
    const isError = ({ severity }: Diagnostic) => severity === "error";
    reportOnce(compiled.diagnostics.filter((diagnostic) => !isError(diagnostic)));
    files.set(original.fileName, { original, compiled, errors: compiled.diagnostics.filter(isError) });
  }
  return files;
}
