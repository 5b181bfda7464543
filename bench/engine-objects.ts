// 100,000 durable objects on one file: how long they take, and what memory they hold while they are idle.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine, durable, DurableObject, type Engine } from "perdure";

const OBJECTS = Number(process.argv[2] ?? 100_000);
const AT_ONCE = 1000;

@durable.object({ name: "bench counter", history: "off" })
class Counter extends DurableObject {
  count = 0;
  add(n: number): number {
    this.count += n;
    return this.count;
  }
}

const megabytes = () => {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().rss / 1e6);
};

async function each(count: number, work: (n: number) => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  for (let from = 0; from < count; from += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, at) => work(from + at)));
  return performance.now() - startMs;
}

const folder = mkdtempSync(join(tmpdir(), "perdure-objects-"));
const store = join(folder, "objects.db");
const report = (what: string, ms: number, count: number) =>
  console.log(`${what}: ${Math.round((count / ms) * 1000)}/s, ${megabytes()} MB resident`);
try {
  console.log(`before: ${megabytes()} MB resident`);
  let engine: Engine = await createEngine({ store, durability: "normal" });
  const call = async (n: number) => (await engine.getObject(Counter, String(n))).add(1);
  report("created", await each(OBJECTS, (n) => engine.getObject(Counter, String(n))), OBJECTS);
  report("called", await each(OBJECTS, call), OBJECTS);
  await engine.whenIdle();
  console.log(`idle: ${megabytes()} MB resident, ${Math.round(statSync(store).size / 1e6)} MB on disk`);
  await engine.stop();
  const startMs = performance.now();
  engine = await createEngine({ store, durability: "normal" });
  console.log(`the next engine has them after ${Math.round(performance.now() - startMs)} ms`);
  const counts = await Promise.all([0, OBJECTS / 2, OBJECTS - 1].map(call));
  if (counts.some((count) => count !== 2)) throw new Error(`wrong counts: ${counts.join(", ")}`);
  await engine.stop();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
