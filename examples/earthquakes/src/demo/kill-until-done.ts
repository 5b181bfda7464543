import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { end } from "./child.js";
import { lastEntry } from "../service/ledger.js";
import { isOfSqlite } from "../service/open-database.js";
import { DEADLINE_MS, EXECUTION, LONGEST_LIFE_MS, MOST_KILLS, SHORTEST_LIFE_MS } from "./settings.js";
import { readStanding, type Standing } from "./standing.js";

/** What was known at a kill. */
export interface Kill {
  /** Operations below this number were completed. */
  readonly waitedFor: number;
  /** The ledger's last entry. */
  readonly lastEntry: number;
}

const LOOK_MS = 4;

/** Kills worker after worker in the middle of the flow, shows where it stood and went on, until one ends it. */
export async function killUntilDone(
  storeFile: string,
  ledgerFile: string,
  startWorker: () => ChildProcess,
): Promise<readonly Kill[]> {
  const deadline = performance.now() + DEADLINE_MS;
  const kills: Kill[] = [];
  let before: Standing | undefined;
  let gotOn = true;
  for (;;) {
    const worker = startWorker();
    const startedAt = performance.now();
    try {
      const taken = await takenOver(storeFile, worker, before?.epoch ?? -1, deadline);
      if (before) {
        const afterMs = Math.round(performance.now() - startedAt);
        console.log(`          went on at ${taken.frames[0]?.place ?? "its end"} after ${afterMs} ms`);
      }
      const lifeMs =
        kills.length < MOST_KILLS
          ? SHORTEST_LIFE_MS + Math.random() * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS)
          : Infinity;
      // Three lives in a row without a commit would look as if the flow's own code killed its process.
      const mayDie = (): boolean => gotOn || tryRead(storeFile)?.operation !== taken.operation;
      if (await endsWithin(worker, lifeMs, deadline, mayDie)) return kills;
      gotOn = tryRead(storeFile)?.operation !== taken.operation;
    } finally {
      await end(worker);
    }
    before = readStanding(storeFile, EXECUTION)!;
    if (before.status === "completed") return kills;
    kills.push({ waitedFor: before.operation, lastEntry: lastEntry(ledgerFile) });
    show(kills.length, before);
  }
}

/** Waits until the worker's engine owns the execution. */
async function takenOver(
  storeFile: string,
  worker: ChildProcess,
  epoch: number,
  deadline: number,
): Promise<Standing> {
  for (;;) {
    if (performance.now() > deadline) throw new Error("the demo did not end in time");
    if (worker.exitCode) throw new Error(`a worker ended with exit code ${worker.exitCode}`);
    const standing = tryRead(storeFile);
    if (standing && standing.epoch > epoch && (standing.frames.length > 0 || standing.status === "completed"))
      return standing;
    await sleep(LOOK_MS);
  }
}

/** The store may not be there yet, or be locked for the moment in which a new process opens it. */
function tryRead(storeFile: string): Standing | undefined {
  try {
    return readStanding(storeFile, EXECUTION);
  } catch (error) {
    if (isOfSqlite(error)) return undefined;
    throw error;
  }
}

async function endsWithin(
  worker: ChildProcess,
  lifeMs: number,
  deadline: number,
  mayDie: () => boolean,
): Promise<boolean> {
  const killAt = performance.now() + lifeMs;
  while (worker.exitCode === null && worker.signalCode === null) {
    if (performance.now() > deadline) throw new Error("the demo did not end in time");
    if (performance.now() >= killAt && mayDie()) return false;
    await sleep(Math.min(LOOK_MS, Math.max(1, killAt - performance.now())));
  }
  if (worker.exitCode !== 0) throw new Error(`a worker ended with exit code ${worker.exitCode}`);
  return true;
}

function show(kill: number, { frames, operation }: Standing): void {
  console.log(`kill ${String(kill).padStart(2)}   waiting for operation ${operation}`);
  for (const { place, source, variables } of frames) {
    console.log(`          ${place}  ${source}`);
    console.log(`            ${variables}`);
  }
}
