import type { Liveness } from "./liveness.js";
import type { EngineId } from "../store.js";

/** Liveness inside one process: for stores in memory, and for tests, which declare an engine dead with `drop`. */
export class MemoryLiveness implements Liveness {
  readonly #alive = new Set<EngineId>();

  hold(engine: EngineId): boolean {
    this.#alive.add(engine);
    return true;
  }

  isAlive(engine: EngineId): boolean {
    return this.#alive.has(engine);
  }

  drop(engine: EngineId): void {
    this.#alive.delete(engine);
  }
}
