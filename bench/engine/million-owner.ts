// A process of its own: `million-owner.ts FILE WAKE-UPS PER-SECOND` runs an engine that owns all executions of the file and
// prints its memory, what it does while all of them sleep, and how late executions wake up whose time it moves near.
import Database from "better-sqlite3";
import { createEngine } from "perdure";
import { setTimeout as sleep } from "node:timers/promises";
import { late } from "./sleeper.js";

const SETTLE_MS = 15_000;
const IDLE_MS = 20_000;
const AHEAD_MS = 3000;

const [file, wakeUps, perSecond] = process.argv.slice(2) as [string, string, string];
const engine = await createEngine({ store: file });
const claimedMs = performance.now();
// Node gives the memory of the claim back some seconds later; that is not what sleeping costs.
await sleep(SETTLE_MS);

const cpu = process.cpuUsage();
await sleep(IDLE_MS);
const { user, system } = process.cpuUsage(cpu);
const idleShare = (user + system) / 1000 / IDLE_MS;
globalThis.gc?.();
const rss = process.memoryUsage.rss();

const count = Number(wakeUps);
if (count > 0) {
  const db = new Database(file, { timeout: 10_000 });
  const first = Date.now() + AHEAD_MS;
  const spacingMs = 1000 / Number(perSecond);
  const rows = db
    .prepare<[number], { seq: number; due_at_ms: number }>(
      "select seq, due_at_ms from execution where owner > 0 limit ?",
    )
    .all(count);
  const move = db.prepare(
    "update execution set due_at_ms = @at, snapshot = replace(snapshot, @before, @at) where seq = @seq",
  );
  db.transaction(() => {
    rows.forEach(({ seq, due_at_ms }, index) => {
      const at = String(Math.round(first + index * spacingMs));
      move.run({ seq, at, before: String(due_at_ms) });
    });
  })();
  db.close();
  const end = Date.now() + AHEAD_MS + count * spacingMs + 30_000;
  while (late.length < count && Date.now() < end) await sleep(100);
}
console.log(JSON.stringify({ rss, idleShare, late, claimedMs }));
await engine.stop({ drainMs: 0 });
