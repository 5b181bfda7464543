import { createEngine } from "perdure";
import { table } from "./flow.js";

// Runs executions of the flow to their end: worker.ts <store> <ledger> <rows> <id>...
const [store = "", ledger = "", rows = "", ...ids] = process.argv.slice(2);
const engine = await createEngine({ store });
process.send?.("ready");
const handles = await Promise.all(ids.map((id) => table.start([ledger, Number(rows)], { id, engine })));
const results = await Promise.all(handles.map((handle) => handle.result()));
process.send?.({ results });
await engine.stop();
process.disconnect?.();
