import type * as ts from "typescript";
import type { DurableFile } from "./compile-program.js";
import { compiledProgram } from "./compiled-program.js";
import { composeSourceMap } from "./compose-source-map.js";

/** TypeScript's internal `EmitOnly`: a caller may ask for JavaScript only, or (truthy) for declarations only. */
const JAVASCRIPT_ONLY = 0;
type EmitOnly = boolean | typeof JAVASCRIPT_ONLY | undefined;
type Emit = (
  target?: ts.SourceFile,
  writeFile?: ts.WriteFileCallback,
  cancellation?: ts.CancellationToken,
  emitOnly?: EmitOnly,
  transformers?: ts.CustomTransformers,
  forceDeclarations?: boolean,
  skipBuildInfo?: boolean,
) => ts.EmitResult;

const DECLARATION = /\.d\.(?:[^./]+\.)?[cm]?ts(?:\.map)?$/;

/** Makes the program write the JavaScript of its durable files from their compiled text. */
export function replaceEmit(
  program: ts.Program,
  files: ReadonlyMap<string, DurableFile>,
  host: ts.CompilerHost,
  typescript: typeof ts,
): void {
  const changed = new Map([...files].filter(([, { errors }]) => errors.length === 0));
  if (changed.size === 0) return;
  const emitOriginal = program.emit.bind(program) as Emit;
  let second: ts.Program | undefined;

  const emit: Emit = (target, writeFile, cancellation, emitOnly, transformers, ...rest) => {
    const write: ts.WriteFileCallback = writeFile ?? ((...file) => host.writeFile(...file));
    const writeOthers: ts.WriteFileCallback = (name, text, bom, onError, sources, data) => {
      const isReplaced = !DECLARATION.test(name) && sources?.some(({ fileName }) => changed.has(fileName));
      if (!isReplaced) write(name, text, bom, onError, sources, data);
    };
    const result = emitOriginal(target, writeOthers, cancellation, emitOnly, transformers, ...rest);
    if (emitOnly || skipsJavaScript(program, result)) return result;
    const failures: ts.Diagnostic[] = [];
    second ??= compiledProgram(program, changed, host, typescript);
    const emitSecond = second.emit.bind(second) as Emit;
    for (const [name, file] of changed) {
      if (target && target.fileName !== name) continue;
      const composing: ts.WriteFileCallback = (output, text, ...others) =>
        write(output, composeSourceMap(output, text, file), ...others);
      const source = second.getSourceFile(name);
      const written = emitSecond(source, composing, cancellation, JAVASCRIPT_ONLY, transformers, false, true);
      failures.push(...written.diagnostics);
    }
    return { ...result, diagnostics: [...result.diagnostics, ...failures] };
  };
  program.emit = emit as ts.Program["emit"];
}

/** Whether errors or options keep the program from writing JavaScript at all. */
function skipsJavaScript(program: ts.Program, { emitSkipped }: ts.EmitResult): boolean {
  const { noEmit, noEmitOnError, emitDeclarationOnly } = program.getCompilerOptions();
  return noEmit === true || emitDeclarationOnly === true || (noEmitOnError === true && emitSkipped);
}
