import type { Core } from "./core.js";
import { parked } from "./park-execution.js";

const AT_ONCE = 100;

/** Executions that a claim of this engine has parked because their code kills its process (rule 26). */
export class Poisoned {
  readonly #core: Core;
  readonly #told = new Set<string>();

  constructor(core: Core) {
    this.#core = core;
  }

  /** Tells those who have not been told: the log, the hook, and whoever waits for the result. */
  async tell(): Promise<void> {
    const { store, engineId } = this.#core;
    const found = await store.list({ status: ["parked"], reason: ["poisoned"], limit: AT_ONCE });
    for (const { id, functionId, epoch, owner, detail } of found) {
      const name = `${id} ${epoch}`;
      if (owner !== engineId || this.#told.has(name)) continue;
      this.#told.add(name);
      parked(this.#core, { id, functionId }, { reason: "poisoned", detail: detail ?? "" });
    }
  }
}
