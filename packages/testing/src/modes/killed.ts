import {
  createEngine,
  MemoryLiveness,
  openSqliteStore,
  type Engine,
  type EngineId,
  type Instruments,
} from "perdure/engine";
import type { DurableFunction } from "perdure";
import { VirtualClock } from "../virtual-clock.js";
import { CrashPlan, crashingStore } from "./crashing-store.js";
import { driveToEnd } from "./drive-to-end.js";
import type { ModeResult } from "./mode.js";
import { silentLogger } from "./silent-logger.js";
import { Trace } from "./trace.js";

const ID = "run";
const DIED = Symbol("died");

/**
 * `killed`: around each commit in turn the engine dies three times (after the effect and before the commit, inside
 * the commit, after the commit and before the effect), and a new one goes on over the same store.
 */
export async function runKilled<Args extends readonly unknown[]>(
  fn: DurableFunction<Args, unknown>,
  args: Args,
  given: Pick<Instruments, "pages">,
  signal?: AbortSignal,
): Promise<ModeResult> {
  const trace = new Trace();
  const plan = new CrashPlan();
  const liveness = new MemoryLiveness();
  const clock = new VirtualClock();
  const store = await openSqliteStore({ file: ":memory:", liveness, fault: plan.fault });
  let started = false;

  /** One process: lives until its first commit, or to the end where there is nothing left to commit. */
  const live = async () => {
    let engineId: EngineId | undefined;
    let onDeath = () => {};
    const death = new Promise<typeof DIED>((resolve) => (onDeath = () => resolve(DIED)));
    const dying = crashingStore(store, plan, onDeath);
    const register = async (nowMs: number) => (engineId = await dying.register(nowMs));
    const engine: Engine = await createEngine({
      store: { ...dying, register },
      clock,
      pollMs: 0,
      logger: silentLogger,
      instruments: {
        ...given,
        onOperation: (id, operation) => void (id === ID && trace.record(operation)),
        isolateSteps: true,
      },
    });
    if (!started) await engine.start(fn, args, { id: ID });
    started = true;
    const outcome = await Promise.race([death, driveToEnd(engine, clock, ID, signal)]);
    clock.clear();
    liveness.drop(engineId!);
    void engine.stop({ drainMs: 0 });
    return outcome;
  };

  for (;;) {
    const outcome = await live();
    if (outcome !== DIED) {
      await store.close();
      return { mode: "killed", outcome, trace: trace.operations() };
    }
  }
}
