import type { Liveness } from "./liveness.js";
import type { EngineId } from "../store.js";

/** The engines registered through this store, and what it knows of the others. */
export class OwnEngines {
  readonly #liveness: Liveness;
  readonly #own = new Set<EngineId>();

  constructor(liveness: Liveness) {
    this.#liveness = liveness;
  }

  /** False where the number is taken by an engine of an older file under this name. */
  hold(engine: EngineId): boolean {
    if (!this.#liveness.hold(engine)) return false;
    this.#own.add(engine);
    return true;
  }

  /** Registered here and not released. */
  has(engine: EngineId): boolean {
    return this.#own.has(engine);
  }

  isAlive(engine: EngineId): boolean {
    return this.#liveness.isAlive(engine);
  }

  /** Own or dead. */
  drop(engine: EngineId): void {
    this.#own.delete(engine);
    this.#liveness.drop(engine);
  }

  dropAll(): void {
    for (const engine of this.#own) this.drop(engine);
  }
}
