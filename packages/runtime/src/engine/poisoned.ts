import { historyEntriesOf } from "../api/definition.js";
import type { Execution } from "../store/store.js";
import type { Core } from "./core.js";
import { parkExecution } from "./park-execution.js";

const AT_ONCE = 100;

/** Executions that a claim of this engine has parked because their code kills its process (rule 26). */
export class Poisoned {
  readonly #core: Core;
  readonly #told = new Set<string>();

  constructor(core: Core) {
    this.#core = core;
  }

  /** Tells those who have not been told: the history, the log, the hook, and whoever waits for the result. */
  async tell(): Promise<void> {
    const { store, engineId } = this.#core;
    const found = await store.list({ status: ["parked"], reason: ["poisoned"], limit: AT_ONCE });
    for (const execution of found) {
      const name = `${execution.id} ${execution.epoch}`;
      if (execution.owner !== engineId || this.#told.has(name)) continue;
      this.#told.add(name);
      if (await this.#isTold(execution)) continue;
      const history = historyEntriesOf(execution.functionId) === 0 ? null : [];
      const parking = { reason: "poisoned", detail: execution.detail ?? "" } as const;
      await parkExecution(this.#core, execution, parking, history);
    }
  }

  /** By the engine that had it before. */
  async #isTold({ id }: Execution): Promise<boolean> {
    const last = (await this.#core.store.history(id, 1)).at(-1);
    return last?.kind === "parked" && last.label === "poisoned";
  }
}
