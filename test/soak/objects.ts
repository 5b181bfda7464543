import { fork, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { checkHistory } from "./check-history.js";

export interface SoakOptions {
  readonly callers: number;
  /** Of each caller. */
  readonly calls: number;
  readonly objects: number;
  readonly processes: number;
  /** Processes that are ended by SIGKILL, one after the other, each time another one. */
  readonly kills: number;
  /** Between two of them, after the process that was started anew is ready. */
  readonly pauseMs: number;
}

export interface SoakReport {
  readonly problems: readonly string[];
  readonly kills: number;
  readonly calls: number;
  readonly seconds: number;
}

const WORKER = fileURLToPath(new URL("objects-worker.ts", import.meta.url));

/** Many callers in processes that are killed and started anew, over one file; then looks at what was answered. */
export async function soakObjects(options: SoakOptions): Promise<SoakReport> {
  const { callers, calls, objects, processes, kills, pauseMs } = options;
  const folder = mkdtempSync(join(tmpdir(), "perdure-soak-"));
  const ledger = join(folder, "ledger");
  const startMs = performance.now();
  const running = new Set<ChildProcess>();
  const start = (at: number): { process: ChildProcess; ready: Promise<boolean>; done: Promise<boolean> } => {
    const own = Array.from({ length: callers }, (_, caller) => caller).filter((n) => n % processes === at);
    const args = [join(folder, "store.db"), ledger, String(calls), String(objects), ...own.map(String)];
    const child = fork(WORKER, args, { execArgv: ["--import", "@perdure/plugin/register"] });
    running.add(child);
    const gone = new Promise<boolean>((resolve) =>
      child.once("exit", () => {
        running.delete(child);
        resolve(false);
      }),
    );
    const told = (wanted: (message: unknown) => boolean) =>
      new Promise<boolean>((resolve) => child.on("message", (message) => wanted(message) && resolve(true)));
    const ready = Promise.race([told((message) => message === "ready"), gone]);
    const done = Promise.race([told((message) => typeof message === "object"), gone]);
    return { process: child, ready, done };
  };
  try {
    const workers = Array.from({ length: processes }, (_, at) => start(at));
    const isDone = workers.map(() => false);
    const watch = (at: number): void => {
      void workers[at]!.done.then((done) => (isDone[at] ||= done));
    };
    workers.forEach((_, at) => watch(at));
    await Promise.all(workers.map(({ ready }) => ready));
    let killed = 0;
    for (let at = 0; killed < kills && !isDone.every(Boolean); at = (at + 1) % processes) {
      await sleep(pauseMs);
      if (isDone[at]) continue;
      workers[at]!.process.kill("SIGKILL");
      await workers[at]!.done;
      if (isDone[at]) continue;
      killed += 1;
      workers[at] = start(at);
      watch(at);
      await workers[at]!.ready;
    }
    const ends = await Promise.all(workers.map(({ done }) => done));
    const lines = readFileSync(ledger, "utf8").split("\n");
    const problems = checkHistory(lines, callers * calls);
    if (!ends.every(Boolean)) problems.push("a process ended before its calls were answered");
    const seconds = (performance.now() - startMs) / 1000;
    return { problems, kills: killed, calls: callers * calls, seconds };
  } finally {
    for (const child of running) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}
