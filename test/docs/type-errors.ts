import { dirname, join } from "node:path";
import ts from "typescript";
import type { CodeBlock } from "./code-blocks.js";

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2024.d.ts", "lib.esnext.disposable.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ["node"],
};

/** What TypeScript says about blocks, which are in no file: `12: the message`, with the line on the page. */
export function typeErrors(blocks: readonly CodeBlock[], folder: string): string[] {
  const byPath = new Map(blocks.map((block) => [join(folder, block.file), block]));
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile, getSourceFile, directoryExists } = host;
  host.fileExists = (path) => byPath.has(path) || fileExists(path);
  host.readFile = (path) => byPath.get(path)?.code ?? readFile(path);
  host.directoryExists = (path) => path === folder || path === dirname(folder) || directoryExists!(path);
  host.getSourceFile = (path, ...rest) => {
    const code = byPath.get(path)?.code;
    return code === undefined
      ? getSourceFile(path, ...rest)
      : ts.createSourceFile(path, code, ts.ScriptTarget.ES2023);
  };
  const program = ts.createProgram([...byPath.keys()], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, "\n");
    const block = file && byPath.get(file.fileName);
    if (!block) return message;
    const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
    return `${block.line + line + 1 - block.codeLine}: ${message}`;
  });
}
