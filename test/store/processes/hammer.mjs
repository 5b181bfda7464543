// Commits groups of turns for some milliseconds as fast as it can, and prints how long the commits took.
import { setImmediate } from "node:timers/promises";
import { openSqliteStore } from "../../../packages/runtime/dist/store/sqlite/open-sqlite-store.js";

const [file, name, durationMs] = process.argv.slice(2);
const EXECUTIONS = 10;
const store = await openSqliteStore({ file });
const engine = await store.register(1000);
const ids = Array.from({ length: EXECUTIONS }, (_, index) => `${name}-${index}`);
const executions = [];
for (const id of ids) {
  const { execution } = await store.create({ id, functionId: "f", input: "[]", createdAtMs: 1000 }, engine);
  executions.push({ id, seq: execution.seq });
}

const waits = [];
let operation = 0;
const end = performance.now() + Number(durationMs);
while (performance.now() < end) {
  operation++;
  const fixed = {
    epoch: 0,
    status: "running",
    reason: null,
    detail: null,
    attempt: 1,
    dueAtMs: null,
    outcome: null,
    control: null,
  };
  const snapshot = JSON.stringify({ operation, text: "x".repeat(290) });
  const turn = { kind: "turn", ...fixed, operation, snapshot, updatedAtMs: operation };
  const before = performance.now();
  const results = await store.commit(
    engine,
    executions.map((execution) => ({ ...turn, ...execution })),
  );
  waits.push(performance.now() - before);
  if (results.some(({ status }) => status !== "committed")) throw new Error(JSON.stringify(results));
  await setImmediate();
}
waits.sort((a, b) => a - b);
const quantile = (part) =>
  Number(waits[Math.min(waits.length - 1, Math.floor(waits.length * part))].toFixed(2));
const waited = { p50: quantile(0.5), p99: quantile(0.99), max: quantile(1) };
console.log(JSON.stringify({ name, commits: operation, executions: EXECUTIONS, ...waited }));
await store.release(engine);
await store.close();
