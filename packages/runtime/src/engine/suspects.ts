import type { Execution } from "../store/store.js";
import type { Core } from "./core.js";
import type { Run } from "./run.js";

/** Deaths of its process after which an execution runs alone; one more, and it is parked as poisoned. */
const SUSPECT_AFTER = 2;
/** One that has not killed its process for so long is waiting for something, not to blame. */
const CLEARED_AFTER_MS = 2000;

/**
 * Executions that were running when their process died, again and again (rule 26). One of them at a time is let in,
 * marked in the store before its code runs: should the process die now, it is known whose code it was.
 */
export class Suspects {
  readonly #core: Core;
  #last: Promise<void> = Promise.resolve();

  constructor(core: Core) {
    this.#core = core;
  }

  /** Waits for its turn. Gives what to call once it has come to a commit; undefined where it is not this engine's. */
  async admit(execution: Execution): Promise<(() => void) | undefined> {
    if (execution.strikes < SUSPECT_AFTER) return () => {};
    const before = this.#last;
    let release!: () => void;
    this.#last = new Promise((resolve) => (release = resolve));
    await before;
    if (!(await this.#mark(execution, SUSPECT_AFTER + 1))) {
      release();
      return undefined;
    }
    const timer = setTimeout(() => {
      void this.#mark(execution, 0);
      release();
    }, CLEARED_AFTER_MS).unref();
    return () => {
      clearTimeout(timer);
      release();
    };
  }

  async #mark({ seq, id, epoch }: Execution, strikes: number): Promise<boolean> {
    const result = await this.#core.commits.submit({ kind: "mark", seq, id, epoch, strikes });
    return "status" in result && result.status === "committed";
  }
}

/** An outcome of it is recorded: it has come further than those that died. Turns set the strikes back by themselves. */
export function clearStrikes({ core, execution, release }: Run): void {
  const { seq, id, epoch, strikes } = execution;
  if (strikes === 0) return;
  void core.commits.submit({ kind: "mark", seq, id, epoch, strikes: 0 });
  release();
}
