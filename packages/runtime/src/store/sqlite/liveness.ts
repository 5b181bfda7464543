import type { EngineId } from "../store.js";

/**
 * The proof that an engine is alive, visible to every other engine of the store. It must end by itself with the
 * engine's process, and an engine that is once not alive must never come back: others take its executions over.
 */
export interface Liveness {
  /** Starts the proof. False where another process still proves this number: the caller takes the next one. */
  hold(engine: EngineId): boolean;
  /** Whether somebody, this process included, proves that the engine is alive. */
  isAlive(engine: EngineId): boolean;
  /** Ends an own proof, or removes what a dead engine left behind. */
  drop(engine: EngineId): void;
}
