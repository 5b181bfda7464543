import { fork, type ChildProcess, type StdioOptions } from "node:child_process";
import { fileURLToPath } from "node:url";

const STDIO: StdioOptions = ["ignore", "inherit", "inherit", "ipc"];

/** Starts a TypeScript program of this folder through the loader, as a user would. */
export function startWorker(program: string, args: readonly string[]): ChildProcess {
  const file = fileURLToPath(new URL(program, import.meta.url));
  return fork(file, args, { execArgv: ["--import", "@perdure/plugin/register"], stdio: STDIO });
}

/** Starts a program that `buildWorker` has compiled. */
export function startBuilt(file: string, args: readonly string[]): ChildProcess {
  return fork(file, args, { execArgv: [], stdio: STDIO });
}

/** The next message that `accept` takes; undefined where the process ends first. */
export function message<T>(
  worker: ChildProcess,
  accept: (message: unknown) => message is T,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    worker.on("message", (received) => accept(received) && resolve(received));
    worker.once("exit", () => resolve(undefined));
  });
}

export function exited(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => worker.once("exit", () => resolve()));
}

export interface Results {
  readonly results: readonly unknown[];
}

export const isReady = (received: unknown): received is "ready" => received === "ready";
export const isResults = (received: unknown): received is Results =>
  typeof received === "object" && received !== null && "results" in received;
