// A process of its own: `busy-engine.ts FILE waits|sends MS` runs an engine under load over the file and prints what it
// measured: how long commits took, and with `waits` how long events from the other process were on their way.
import { durable } from "perdure";
import { createEngine, openSqliteStore, type Store } from "perdure/engine";
import { setTimeout as sleep } from "node:timers/promises";

const EXECUTIONS = 20;
const STEP_MS = 2;
const EVENT_EVERY_MS = 37;

const [file, role, forMs] = process.argv.slice(2) as [string, "waits" | "sends", string];
const now = (): number => performance.timeOrigin + performance.now();
const latencies: number[] = [];
const arrived = (sentAt: number): void => void latencies.push(now() - sentAt);
const untilMs = now() + Number(forMs);
const goesOn = (): boolean => now() < untilMs;

const busy = durable.flow({ name: "busy" }, async (ctx) => {
  let steps = 0;
  while (goesOn()) steps += await ctx.run("wait", () => sleep(STEP_MS, 1));
  return steps;
});

const waiter = durable.flow({ name: "waiter" }, async (ctx) => {
  for (;;) arrived(await ctx.waitForEvent<number>("ping"));
});

const waits: number[] = [];
const opened = await openSqliteStore({ file });
const store: Store = {
  ...opened,
  async commit(engine, commits) {
    const start = performance.now();
    const results = await opened.commit(engine, commits);
    waits.push(performance.now() - start);
    return results;
  },
};
const engine = await createEngine({ store });
if (role === "waits") await engine.start(waiter, [], { id: "waiter" });
const handles = await Promise.all(Array.from({ length: EXECUTIONS }, () => engine.start(busy, [])));
while (role === "sends" && goesOn()) {
  await sleep(EVENT_EVERY_MS);
  await engine.sendEvent("ping", now());
}
let steps = 0;
for (const handle of handles) steps += await handle.result();
console.log(JSON.stringify({ waits, latencies, steps }));
await engine.stop({ drainMs: 0 });
await opened.close();
