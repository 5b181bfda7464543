import { existsSync, mkdirSync } from "node:fs";
import { dirname, join, parse } from "node:path";
import { createEngine, type Engine } from "./engine.js";

const KEY = Symbol.for("perdure/default-engine");
const shared = globalThis as { [KEY]?: Promise<Engine> };

/** The engine that durable functions use when none is named; opened at its first use, one for the process. */
export const defaultEngine = (): Promise<Engine> => (shared[KEY] ??= createEngine());

/** `.perdure/perdure.db` beside the package.json nearest to the main module; memory under test runners. */
export function defaultStorePath(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  mainModule: string | undefined = process.argv[1],
): string {
  if (environment.PERDURE_STORE) return environment.PERDURE_STORE;
  if (environment.VITEST || environment.JEST_WORKER_ID || environment.NODE_TEST_CONTEXT) return ":memory:";
  const folder = join(packageFolder(mainModule ? dirname(mainModule) : process.cwd()), ".perdure");
  mkdirSync(folder, { recursive: true });
  return join(folder, "perdure.db");
}

function packageFolder(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (folder === parse(folder).root) return start;
  }
}
