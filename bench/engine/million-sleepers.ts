// A million sleeping executions: what an engine that owns them needs while they sleep, and how late they wake up.
import Database from "better-sqlite3";
import { createEngine } from "perdure";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { withFolder } from "./on-disk.js";
import { quantile } from "./quantile.js";
import { sleeper } from "./sleeper.js";
import { reportTargets } from "./target.js";

const SLEEPERS = 1_000_000;
const WAKE_UPS = 30_000;
const PER_SECOND = 1000;
const DAY_MS = 86_400_000;

interface Owner {
  readonly rss: number;
  readonly idleShare: number;
  readonly late: readonly number[];
  readonly claimedMs: number;
}

const run = promisify(execFile);
const program = join(import.meta.dirname, "million-owner.ts");

async function own(file: string, wakeUps: number): Promise<Owner> {
  const flags = ["--expose-gc", "--import", "@perdure/plugin/register"];
  const args = [...flags, program, file, String(wakeUps), String(PER_SECOND)];
  const { stdout } = await run(process.execPath, args, { cwd: import.meta.dirname, maxBuffer: 2 ** 28 });
  return JSON.parse(stdout) as Owner;
}

/** One execution sleeps for real; the others are copies of its row, each with its own time. */
async function fill(file: string): Promise<void> {
  const engine = await createEngine({ store: file });
  const untilMs = Date.now() + DAY_MS;
  await engine.start(sleeper, [untilMs], { id: "sleeper-0" });
  await engine.whenIdle();
  await engine.stop();
  const db = new Database(file);
  db.pragma("synchronous = off");
  const columns = db.pragma("table_info(execution)") as { readonly name: string }[];
  const changed: Record<string, string> = {
    seq: "null",
    id: "'sleeper-' || n",
    due_at_ms: "due_at_ms + n",
    snapshot: "replace(snapshot, @until, due_at_ms + n)",
  };
  const values = columns.map(({ name }) => changed[name] ?? name).join(", ");
  db.prepare(
    `with recursive number (n) as (select 1 union all select n + 1 from number where n < @count)
     insert into execution select ${values} from number, (select * from execution where id = 'sleeper-0')`,
  ).run({ until: String(untilMs), count: SLEEPERS - 1 });
  db.pragma("wal_checkpoint(truncate)");
  db.close();
}

const { empty, full } = await withFolder(async (folder) => {
  const empty = await own(join(folder, "empty.db"), 0);
  const file = join(folder, "engine.db");
  await fill(file);
  return { empty, full: await own(file, WAKE_UPS) };
});

const growthMb = (full.rss - empty.rss) / 2 ** 20;
const { idleShare, late, claimedMs } = full;
const p99 = late.length === WAKE_UPS ? quantile(late, 0.99) : Infinity;
const lateness =
  late.length === 0 ? "" : `p50 ${quantile(late, 0.5)}, p99 ${p99}, longest ${quantile(late, 1)} ms`;
console.log(`taking ${SLEEPERS} executions over: ${((claimedMs - empty.claimedMs) / 1000).toFixed(1)} s`);
reportTargets(`${SLEEPERS} sleeping executions`, [
  {
    name: "memory",
    measured: `${growthMb.toFixed(1)} MB more than with none`,
    value: growthMb,
    atMost: 50,
  },
  {
    name: "idle",
    measured: `${(idleShare * 100).toFixed(2)} % of a processor (with none ${(empty.idleShare * 100).toFixed(2)} %)`,
    value: idleShare,
    atMost: 0.005,
  },
  {
    name: `${PER_SECOND} wake-ups a second`,
    measured: `${late.length} of ${WAKE_UPS} woke up; late by ${lateness}`,
    value: p99,
    atMost: 100,
  },
]);
