import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Starts one of the demo's programs; its path is relative to the compiled demo folder. */
export function start(program: string, args: readonly string[]): ChildProcess {
  return fork(fileURLToPath(new URL(program, import.meta.url)), args);
}

/** The first message of a child, or an error where it ends without one. */
export function firstMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(message as T));
    child.once("exit", (code, signal) =>
      reject(new Error(`${child.spawnfile} ended with ${code ?? signal}`)),
    );
  });
}

/** Resolves with the exit code, null where a signal ended it. */
export function exit(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once("exit", resolve));
}

export async function end(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await exit(child);
}
