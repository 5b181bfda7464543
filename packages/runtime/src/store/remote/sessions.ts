import { LeaseLostError } from "../store-error.js";
import type { EngineId } from "../store.js";

/** An engine that was registered through this connection. */
export interface RemoteEngine {
  readonly engine: EngineId;
  readonly session: string;
}

/** The engines of one connection, and whose lease is lost. */
export class Sessions {
  readonly #known = new Map<EngineId, string>();
  readonly #lost = new Set<EngineId>();
  /** Some lease was lost since this was last set to false. */
  anyLost = false;

  add({ engine, session }: RemoteEngine): void {
    this.#known.set(engine, session);
  }

  remove(engine: EngineId): void {
    this.#known.delete(engine);
  }

  lose(engines: readonly EngineId[]): void {
    for (const engine of engines) {
      if (!this.#known.delete(engine)) continue;
      this.#lost.add(engine);
      this.anyLost = true;
    }
  }

  get all(): readonly RemoteEngine[] {
    return [...this.#known].map(([engine, session]) => ({ engine, session }));
  }

  /** Undefined for engines of other connections. Throws a LeaseLostError where the engine is not known any more. */
  of(engine: EngineId): string | undefined {
    if (this.#lost.has(engine)) throw new LeaseLostError();
    return this.#known.get(engine);
  }
}
