import type { Core } from "./core.js";

/**
 * The store took this engine for dead, and others may have its executions. Nothing that is in memory can be committed
 * any more: it is dropped, and the engine comes back under another number. Effects in flight go on, and count where
 * their execution comes back here.
 */
export async function rejoin(core: Core): Promise<void> {
  core.logger.warn({ engine: core.engineId }, "the engine's lease was lost; it registers again");
  for (const run of core.runs.values()) core.leave(run);
  core.engineId = await core.store.register(core.clock.now());
}
