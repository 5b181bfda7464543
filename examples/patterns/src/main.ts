import { VirtualClock } from "@perdure/testing";
import { createEngine } from "perdure";
import type { DurableFunction } from "perdure";
import approval from "./approval.ts";
import batch from "./batch-errors.ts";
import report, { args as names } from "./fan-out.ts";
import watch from "./polling.ts";
import forecasts from "./rate-limited.ts";
import saga, { args as orders, ledger } from "./saga.ts";

// Runs each pattern once, in virtual time: `npm start -w patterns`.
const clock = new VirtualClock();
const engine = await createEngine({ store: ":memory:", clock, pollMs: 0 });

async function show<Args extends readonly unknown[]>(
  fn: DurableFunction<Args, unknown>,
  ...args: Args
): Promise<void> {
  const handle = await engine.start(fn, args);
  if ((fn as unknown) === approval) {
    await engine.whenIdle();
    await engine.sendEvent("approve_o1", { approved: true, by: "kim" });
  }
  const result = handle.result();
  let done = false;
  void result.then(
    () => (done = true),
    () => (done = true),
  );
  while (!done) {
    await engine.whenIdle();
    if (!done) clock.advance();
  }
  console.log(fn.name, await result);
}

await show(saga, orders[0]!);
console.log("undone:", ledger.slice(2).join(", "));
await show(approval, "o1");
await show(report, names[0]!);
await show(forecasts, ["here", "busy town", "nowhere"]);
await show(watch, 365);
await show(batch, [
  { id: "a", amount: 3 },
  { id: "b", amount: -1 },
]);
await engine.stop();
