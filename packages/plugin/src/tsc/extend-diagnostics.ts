import type { Diagnostic } from "@perdure/compiler";
import type * as ts from "typescript";
import type { DurableFile } from "./compile-program.js";

/** Keeps the numbers apart from TypeScript's own: PD1004 is shown as TS101004. */
const FIRST_NUMBER = 100_000;

type Get = (file?: ts.SourceFile, cancellation?: ts.CancellationToken) => readonly ts.Diagnostic[];
/** The second is what incremental builds ask and keep in their build information. */
type Semantic = Record<"getSemanticDiagnostics" | "getBindAndCheckDiagnostics", Get>;

/** Adds the compiler's errors to what the program reports as errors of its files. */
export function extendDiagnostics(
  program: ts.Program,
  files: ReadonlyMap<string, DurableFile>,
  { DiagnosticCategory }: typeof ts,
): void {
  const own = (file: DurableFile) =>
    file.errors.map((error) => toTypeScript(error, file.original, DiagnosticCategory));
  const errorsOf = (source: ts.SourceFile | undefined) =>
    source === undefined
      ? [...files.values()].flatMap(own)
      : [files.get(source.fileName)].flatMap((file) => (file ? own(file) : []));
  const semantic = program as unknown as Semantic;
  for (const name of ["getSemanticDiagnostics", "getBindAndCheckDiagnostics"] as const) {
    const get = semantic[name].bind(program);
    semantic[name] = (source, cancellation) => [...get(source, cancellation), ...errorsOf(source)];
  }
}

function toTypeScript(
  error: Diagnostic,
  file: ts.SourceFile,
  categories: typeof ts.DiagnosticCategory,
): ts.Diagnostic {
  const start = file.getPositionOfLineAndCharacter(error.line - 1, error.column - 1);
  const end = file.getPositionOfLineAndCharacter(error.endLine - 1, error.endColumn - 1);
  const head = { category: categories.Error, code: FIRST_NUMBER + Number(error.code.slice("PD".length)) };
  const next = [error.why, `What to do: ${error.action}`].map((messageText) => ({
    messageText,
    category: categories.Message,
    code: 0,
  }));
  const messageText = { ...head, messageText: `${error.code}: ${error.message}`, next };
  return { ...head, file, start, length: end - start, messageText, source: "perdure" };
}
