import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createEngine, durable } from "perdure";
import { Counter } from "./counter.js";

// Calls for some callers, one after the other for each: objects-worker.ts <store> <ledger> <calls> <objects> <caller>...
const [store = "", ledger = "", calls = "", objects = "", ...callers] = process.argv.slice(2);

/** Calls that were answered before this process began. */
const answered = new Set<string>();
for (const line of existsSync(ledger) ? readFileSync(ledger, "utf8").split("\n") : []) {
  const [what, , call] = line.split(" ");
  if (what === "R" && call) answered.add(call);
}

const engine = await createEngine({ store, logger: { warn: () => {}, error: console.error } });
process.send?.("ready");
const nowNs = () => process.hrtime.bigint().toString();

/** The same for every process, so that a call which is made again goes to the same object. */
const objectOf = (caller: number, call: number) => `o${(caller * 7919 + call * 104_729) % Number(objects)}`;

async function serve(caller: number): Promise<void> {
  for (let call = 0; call < Number(calls); call++) {
    const id = `${caller}-${call}`;
    if (answered.has(id)) continue;
    const object = objectOf(caller, call);
    const counter = await engine.getObject(Counter, object);
    appendFileSync(ledger, `S ${object} ${id} ${nowNs()}\n`);
    const { n, before } = await durable.withOptions(counter, { callId: id }).add(id);
    appendFileSync(ledger, `R ${object} ${id} ${nowNs()} ${n} ${before || "-"}\n`);
  }
}

await Promise.all(callers.map((caller) => serve(Number(caller))));
process.send?.({ results: [] });
process.disconnect?.();
await engine.stop();
