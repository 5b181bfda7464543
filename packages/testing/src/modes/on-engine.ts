import { createEngine, openSqliteStore, type Instruments } from "perdure/engine";
import type { DurableFunction } from "perdure";
import { VirtualClock } from "../virtual-clock.js";
import { driveToEnd } from "./drive-to-end.js";
import type { ModeResult } from "./mode.js";
import { silentLogger } from "./silent-logger.js";
import { Trace } from "./trace.js";

const ID = "run";

/** `compiled` and `freezeDried`: one engine over a store in memory. */
export async function runOnEngine<Args extends readonly unknown[]>(
  mode: "compiled" | "freezeDried",
  fn: DurableFunction<Args, unknown>,
  args: Args,
  given: Pick<Instruments, "pages">,
  signal?: AbortSignal,
): Promise<ModeResult> {
  const clock = new VirtualClock();
  const trace = new Trace();
  const instruments: Instruments = {
    ...given,
    onOperation: (id, operation) => void (id === ID && trace.record(operation)),
    freezeDry: mode === "freezeDried",
    isolateSteps: mode === "freezeDried",
  };
  const store = await openSqliteStore({ file: ":memory:" });
  const engine = await createEngine({ store, clock, instruments, pollMs: 0, logger: silentLogger });
  try {
    await engine.start(fn, args, { id: ID });
    return { mode, outcome: await driveToEnd(engine, clock, ID, signal), trace: trace.operations() };
  } finally {
    await engine.stop({ drainMs: 0 });
    await store.close();
  }
}
