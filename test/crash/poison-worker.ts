import { createEngine, type DurableFunction } from "perdure";
import { innocent, killer } from "./poison-flow.js";

// poison-worker.ts <store> <ledger> <how long the innocent effect takes> <function>...
const functions: Record<string, DurableFunction<[string, number], unknown>> = { innocent, killer };
const [store = "", ledger = "", ms = "", ...names] = process.argv.slice(2);
const parked: string[] = [];
const engine = await createEngine({
  store,
  logger: { warn: () => {}, error: () => {} },
  hooks: { onParked: ({ id, reason }) => void parked.push(`${id} ${reason}`) },
});
const handles = await Promise.all(
  names.map((id) => functions[id]!.start([ledger, Number(ms)], { id, engine })),
);
process.send?.("ready");
const outcomes = await Promise.all(
  handles.map((handle) => handle.result().catch((error: { reason: string }) => error.reason)),
);
process.send?.({ results: [...outcomes, ...parked] });
await engine.stop({ drainMs: 0 });
process.disconnect?.();
