import { setImmediate as macrotask } from "node:timers/promises";
import type { Engine } from "perdure/engine";
import { StuckError } from "../stuck-error.js";
import type { VirtualClock } from "../virtual-clock.js";

type Outcome = { readonly value: unknown } | { readonly error: unknown };

/** Rounds of the event loop in which nothing goes on and no timer is left, before the execution counts as stuck. */
const MOST_IDLE_ROUNDS = 100;

/**
 * Lets virtual time run until the execution and all its tasks have ended; whenever nothing else goes on, the next
 * timer fires.
 */
export async function driveToEnd(
  engine: Engine,
  clock: VirtualClock,
  id: string,
  signal?: AbortSignal,
): Promise<Outcome> {
  const handle = engine.get(id);
  const result: { outcome?: Outcome } = {};
  handle.result().then(
    (value) => (result.outcome = { value }),
    (error: unknown) => (result.outcome = { error }),
  );
  for (let idleRounds = 0; ;) {
    await engine.whenIdle();
    await macrotask();
    signal?.throwIfAborted();
    if (result.outcome && (await handle.status()) !== "completing") return result.outcome;
    if (clock.advance()) idleRounds = 0;
    else if (!engine.waitsOutside && ++idleRounds > MOST_IDLE_ROUNDS) {
      if (result.outcome) return result.outcome;
      throw new StuckError(id, await handle.status());
    }
  }
}
