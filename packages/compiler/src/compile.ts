import { Assembly } from "./assemble/assemble.js";
import type { SourceMap } from "./assemble/splice.js";
import { createReporter, type Diagnostic } from "./diagnostics/diagnostic.js";
import { Tree } from "./ast/tree.js";
import { readModule } from "./find/module.js";
import type { EmittedMachine } from "./emit/emit-machine.js";
import type { ClosureEntry, MachineEntry, Manifest } from "./manifest.js";
import { mayBeDurable } from "./may-be-durable.js";
import { parse } from "./parse.js";
import type { DurableTask } from "./find/durable-task.js";
import {
  runPipeline,
  type Compiled,
  type CompiledDecorator,
  type CompiledFunction,
  type PassListener,
} from "./pipeline.js";
import { chooseSymbols } from "./symbols.js";

export interface CompileOptions {
  /** For positions, diagnostics and the source map. Its extension decides about TypeScript and JSX. */
  readonly filename: string;
  readonly packageName: string;
  /** The source path relative to the nearest package.json, with forward slashes. */
  readonly packagePath: string;
  /** Whether decorators are TypeScript's older ones (`experimentalDecorators`); asked where it makes a difference. */
  readonly olderDecorators?: (() => boolean) | undefined;
  /** Gets a printable form after every pass. */
  readonly onPass?: ((name: string, text: string) => void) | undefined;
}

export interface CompileResult {
  /** The source unchanged where it holds nothing durable or has errors. */
  readonly code: string;
  /** Source map, version 3; null where the code is unchanged. */
  readonly map: SourceMap | null;
  readonly manifest: Manifest;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles the durable functions of one file. Pure and synchronous: no I/O, no state between calls. */
export function compile(source: string, options: CompileOptions): CompileResult {
  const { onPass } = options;
  return compileWith(source, options, (name, text) => onPass?.(name, text()));
}

/** The same for tests, which look at what the passes made and not only at its text. */
export function compileWith(source: string, options: CompileOptions, onPass: PassListener): CompileResult {
  const { filename, packageName, packagePath, olderDecorators = () => false } = options;
  const reporter = createReporter(filename, source);
  const unchanged = (): CompileResult => ({
    code: source,
    map: null,
    manifest: manifestOf(options),
    diagnostics: reporter.diagnostics,
  });
  if (!mayBeDurable(source)) return unchanged();
  const file = parse(source, filename, reporter);
  if (!file) return unchanged();
  const tree = new Tree(file.program);
  const module = readModule(file, tree, filename);
  const symbols = chooseSymbols(module);
  const taken = new Set([...module.names, ...Object.values(symbols)]);
  const lines = source.split(/\r\n|[\n\r\u2028\u2029]/);
  const path = packagePath;
  const input = {
    tree,
    module,
    symbols,
    taken,
    package: packageName,
    path,
    lines,
    reporter,
    olderDecorators,
    onPass,
  };
  const prefix = `${packageName}/${packagePath}`;
  const assembly = new Assembly({
    source,
    filename,
    prefix,
    path,
    file,
    module,
    symbols,
    taken,
    olderDecorators,
  });
  const manifest = manifestOf(options);
  const compiled = runPipeline(input, (made) => {
    if ("emitted" in made) assembly.addFunction(made);
    else assembly.addDecorator(made);
    manifest.machines.push(...machinesOf(made));
    manifest.closures.push(...made.closures.map(({ id, hash, scopes }) => ({ id, hash, scopes })));
  });
  if (!compiled || (assembly.isEmpty && isNothing(compiled))) return unchanged();
  manifest.machines.push(...compiled.tasks.map(machineOfTask));
  const { code, map } = assembly.finish(compiled);
  onPass("assemble", () => code, code);
  return { code, map, manifest, diagnostics: reporter.diagnostics };
}

function machinesOf(compiled: CompiledFunction | CompiledDecorator): MachineEntry[] {
  const inside = compiled.closures.flatMap(({ id, hash, name, emitted }): MachineEntry[] =>
    emitted ? [{ id, hash, name, kind: "closure", durable: false, ...partsOf(emitted) }] : [],
  );
  if (!("emitted" in compiled)) return inside;
  const { fn, hash } = compiled.analysis;
  const { id, name } = fn;
  const kind = fn.kind as MachineEntry["kind"];
  return [{ id, hash, name, kind, durable: kind !== "helper", ...partsOf(compiled.emitted) }, ...inside];
}

const partsOf = ({ checkpoints, appendOnly }: EmittedMachine) => ({
  checkpoints,
  ...(appendOnly.arrays.length > 0 ? { appendOnly: appendOnly.arrays } : {}),
});

/** Its executions run a machine of the runtime's, which has one checkpoint. */
const machineOfTask = ({ id, hash, name }: DurableTask): MachineEntry => ({
  id,
  hash,
  name,
  kind: "task",
  durable: true,
  checkpoints: [],
});

const manifestOf = ({ packagePath, packageName }: CompileOptions) => ({
  file: packagePath,
  package: packageName,
  machines: [] as MachineEntry[],
  closures: [] as ClosureEntry[],
});

const isNothing = (compiled: Compiled): boolean =>
  Object.values(compiled).every((found: readonly unknown[]) => found.length === 0);
