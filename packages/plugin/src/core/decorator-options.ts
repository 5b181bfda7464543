import { createRequire } from "node:module";
import { dirname } from "node:path";
import type typescript from "typescript";

export type TypeScript = typeof typescript;

/** What a project says about decorators in its tsconfig.json. */
export interface DecoratorOptions {
  /** TypeScript's older decorators instead of the language's. */
  readonly experimentalDecorators: boolean;
  readonly emitDecoratorMetadata: boolean;
  /** Whether fields are defined, or assigned as older decorators of fields expect it. */
  readonly useDefineForClassFields: boolean;
}

const STANDARD: DecoratorOptions = {
  experimentalDecorators: false,
  emitDecoratorMetadata: false,
  useDefineForClassFields: true,
};

const require = createRequire(import.meta.url);
const byFolder = new Map<string, DecoratorOptions>();

/** Undefined where TypeScript is not installed. */
export function loadTypeScript(): TypeScript | undefined {
  try {
    return require("typescript") as TypeScript;
  } catch {
    return undefined;
  }
}

/** What the nearest tsconfig.json above a file says, and those that it extends; standard decorators where there is none. */
export function decoratorOptions(file: string, compiler = loadTypeScript()): DecoratorOptions {
  const folder = dirname(file);
  const known = byFolder.get(folder) ?? (compiler ? readOptions(folder, compiler) : STANDARD);
  byFolder.set(folder, known);
  return known;
}

function readOptions(folder: string, compiler: TypeScript): DecoratorOptions {
  const { sys } = compiler;
  const found = compiler.findConfigFile(folder, (name) => sys.fileExists(name));
  if (found === undefined) return STANDARD;
  const { config } = compiler.readConfigFile(found, (name) => sys.readFile(name)) as { config?: unknown };
  // Only the options are needed, not the names of the project's files.
  const host = { ...sys, readDirectory: () => [] };
  const { options } = compiler.parseJsonConfigFileContent(config ?? {}, host, dirname(found));
  if (options.experimentalDecorators !== true) return STANDARD;
  const target = options.target ?? compiler.ScriptTarget.ES5;
  return {
    experimentalDecorators: true,
    emitDecoratorMetadata: options.emitDecoratorMetadata === true,
    useDefineForClassFields: options.useDefineForClassFields ?? target >= compiler.ScriptTarget.ES2022,
  };
}
