import type * as ts from "typescript";
import { PluginError } from "../core/plugin-error.js";
import { notAProgramTransformer } from "../generated/messages.js";
import { compileProgram } from "./compile-program.js";
import { extendDiagnostics } from "./extend-diagnostics.js";
import { replaceEmit } from "./replace-emit.js";

/** What ts-patch hands to a transformer with `transformProgram: true`. */
export interface Extras {
  readonly ts: typeof ts;
}

/**
 * The compiler in TypeScript's own build (ts-patch). Types, diagnostics and declarations come from the
 * author's program as it is; only the JavaScript of durable files comes from their compiled text.
 */
export default function transformProgram(
  program: ts.Program,
  host: ts.CompilerHost | undefined,
  _config: unknown,
  extras: Extras | undefined,
): ts.Program {
  if (!extras?.ts) throw new PluginError(notAProgramTransformer());
  const files = compileProgram(program);
  extendDiagnostics(program, files, extras.ts);
  replaceEmit(
    program,
    files,
    host ?? extras.ts.createCompilerHost(program.getCompilerOptions(), true),
    extras.ts,
  );
  return program;
}
