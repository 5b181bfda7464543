import type { Execution } from "../store/store.js";
import type { Core } from "./core.js";
import { loadLive, resumeExecution } from "./resume-execution.js";
import { takeStep } from "./take-step.js";

/** The wait before an execution whose commit failed is tried again: doubled with each failure up to the longest. */
const FIRST_RELOAD_MS = 50;
const LONGEST_RELOAD_MS = 30_000;

/** Brings executions into memory when there is something to do for them, and runs them until they leave it. */
export class Executor {
  readonly #core: Core;
  readonly #running = new Set<string>();
  /** Asked to run while they were running. */
  readonly #again = new Set<string>();
  readonly #failures = new Map<string, number>();
  #draining = false;

  constructor(core: Core) {
    this.#core = core;
  }

  /** Runs an execution from its row, which is loaded where it is not given. One run at a time for each. */
  launch(id: string, execution?: Execution): void {
    if (this.#draining) return;
    if (this.#running.has(id)) {
      this.#again.add(id);
      return;
    }
    this.#running.add(id);
    void this.#core.activity.during(() => this.#runUntilLeft(id, execution));
  }

  isRunning(id: string): boolean {
    return this.#running.has(id);
  }

  /** Loads an execution again after a failure, later with each one in a row. */
  reloadLater(id: string): void {
    const failures = (this.#failures.get(id) ?? 0) + 1;
    this.#failures.set(id, failures);
    this.#core.live.delete(id);
    const delayMs = Math.min(FIRST_RELOAD_MS * 2 ** (failures - 1), LONGEST_RELOAD_MS);
    this.#core.clock.setTimer(this.#core.clock.now() + delayMs, () => this.launch(id));
  }

  /** Starts nothing more and waits until what runs has come to a commit, for at most `drainMs`. */
  async drain(drainMs: number): Promise<void> {
    this.#draining = true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, drainMs)));
    await Promise.race([this.#core.activity.whenIdle(), late]);
    clearTimeout(timer);
  }

  async #runUntilLeft(id: string, execution?: Execution): Promise<void> {
    try {
      await this.#run(id, execution);
    } catch (error) {
      this.#core.logger.error({ id, error }, "an execution could not be run; it is loaded again");
      this.reloadLater(id);
    }
    this.#core.live.delete(id);
    this.#running.delete(id);
    if (this.#again.delete(id)) this.launch(id);
  }

  async #run(id: string, given?: Execution): Promise<void> {
    const core = this.#core;
    for (let execution = given; ; execution = undefined) {
      execution ??= (await core.store.load(id)) ?? undefined;
      if (execution?.owner !== core.engineId) return; // it has ended, or another engine has it
      const live = await loadLive(core, execution);
      core.live.set(id, live);
      let next = await resumeExecution(core, execution, live);
      while (next.go === "step" && !this.#draining) {
        this.#failures.delete(id);
        next = await takeStep(core, live, next.operation);
      }
      if (next.go !== "reload" || this.#draining) return;
    }
  }
}
