import { compileFunction } from "node:vm";
import * as machine from "perdure/machine";
import ts from "typescript";
import { compile, formatDiagnostic, type Manifest } from "@perdure/compiler";

export type Main = (...args: unknown[]) => Promise<unknown>;

export interface Loaded {
  readonly exports: Record<string, Main>;
  readonly code: string;
  readonly manifest: Manifest | null;
}

const durable = Object.fromEntries(
  ["function", "flow", "task", "workflow"].map((name) => [name, (...args: unknown[]) => args.at(-1)]),
);
let files = 0;

/** Evaluates a module's source: as it is, or compiled. Every compiled one gets a path of its own. */
export function load(source: string, mode: "plain" | "compiled"): Loaded {
  if (mode === "plain") return { exports: evaluate(source), code: source, manifest: null };
  const packagePath = `src/program-${++files}.ts`;
  const { code, diagnostics, manifest } = compile(source, {
    filename: packagePath,
    packageName: "test",
    packagePath,
  });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length) throw new Error(errors.map(formatDiagnostic).join("\n\n"));
  try {
    return { exports: evaluate(code), code, manifest };
  } catch (error) {
    throw new Error(`The compiled code cannot be evaluated:\n${code}`, { cause: error });
  }
}

function evaluate(source: string): Record<string, Main> {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.CommonJS },
  });
  const exports = {};
  const require = (name: string): unknown => (name === "perdure/machine" ? machine : { durable });
  compileFunction(outputText, ["require", "exports"])(require, exports);
  return exports;
}
