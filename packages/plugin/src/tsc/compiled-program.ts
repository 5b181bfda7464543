import type * as ts from "typescript";
import type { DurableFile } from "./compile-program.js";

/** ts-patch keeps the function that it wraps, which runs no transformers. */
type Patched = typeof ts & { originalCreateProgram?: typeof ts.createProgram };
type Redirected = ts.SourceFile & { redirectInfo?: { unredirected: ts.SourceFile } };

/** The same program over the compiled text of its durable files; every other file is shared, not parsed again. */
export function compiledProgram(
  program: ts.Program,
  files: ReadonlyMap<string, DurableFile>,
  host: ts.CompilerHost,
  typescript: Patched,
): ts.Program {
  const create = typescript.originalCreateProgram ?? typescript.createProgram;
  return create({
    rootNames: program.getRootFileNames(),
    options: { ...program.getCompilerOptions(), noEmitOnError: false },
    projectReferences: program.getProjectReferences() ?? [],
    configFileParsingDiagnostics: program.getConfigFileParsingDiagnostics(),
    host: {
      ...withMethods(host),
      getSourceFile(name, languageVersion, ...rest) {
        const file = files.get(name);
        if (file) return typescript.createSourceFile(name, file.compiled.code, languageVersion, true);
        const original = program.getSourceFile(name) as Redirected | undefined;
        return (
          original?.redirectInfo?.unredirected ??
          original ??
          host.getSourceFile(name, languageVersion, ...rest)
        );
      },
    },
  });
}

/** A copy of a host that owns its methods: TypeScript calls some of them detached. */
function withMethods(host: ts.CompilerHost): ts.CompilerHost {
  const copy: Record<string, unknown> = {};
  for (const name in host) copy[name] = host[name as keyof ts.CompilerHost];
  return copy as unknown as ts.CompilerHost;
}
