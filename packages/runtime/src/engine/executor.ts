import type { Execution, Loaded, Message } from "../store/store.js";
import type { Core } from "./core.js";
import { incomingOf, startRun } from "./start-run.js";
import type { Incoming } from "./incoming.js";
import { parkExecution, parkingOf } from "./park-execution.js";
import { parkRun } from "./park-run.js";
import { restoreErrorOf } from "./read-stored.js";
import type { Run } from "./run.js";
import { takeDue } from "./take-due.js";
import { Suspects } from "./suspects.js";

/** The wait before an execution whose commit failed is tried again: doubled with each failure up to the longest. */
const FIRST_RELOAD_MS = 50;
const LONGEST_RELOAD_MS = 30_000;
const MESSAGES = 1000;
/** What an execution has beside its row when it is new. */
const NOTHING: Omit<Loaded, "execution"> = { pages: [], state: [], inbox: [], kept: [] };

/** Brings executions into memory when there is something to do for them. */
export class Executor {
  readonly #core: Core;
  readonly #loading = new Set<string>();
  /** Asked for while they were being loaded. */
  readonly #again = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #suspects: Suspects;
  /** Waiting for room in memory. */
  readonly #line = new Set<string>();
  readonly #mostRuns: number;
  #isDraining = false;
  #lastMessage = 0;
  #isPolling = false;

  /** `mostRuns`: executions in memory at the same time. */
  constructor(core: Core, mostRuns: number) {
    this.#core = core;
    this.#mostRuns = mostRuns;
    this.#suspects = new Suspects(core);
  }

  /** `created`: it was added in this moment, so that it need not be read. */
  launch(id: string, created?: Execution): void {
    const run = this.#core.runs.get(id);
    if (run) {
      takeDue(run);
      return run.quiet();
    }
    if (this.#isDraining) return;
    if (this.#loading.has(id)) {
      this.#again.add(id);
      return;
    }
    if (this.isFull) {
      this.#line.add(id);
      return;
    }
    this.#loading.add(id);
    void this.#core.activity.during(async () => {
      try {
        await this.#load(id, created);
      } catch (error) {
        this.#core.logger.error(
          { execution: id, err: error },
          "an execution could not be loaded; it is tried again",
        );
        this.#later(id);
      }
      this.#loading.delete(id);
      if (this.#again.delete(id)) this.launch(id);
      this.#admitNext();
    });
  }

  isBusyWith(id: string): boolean {
    return this.#core.runs.has(id) || this.#loading.has(id) || this.#line.has(id);
  }

  /** Whether it will be in memory in a moment, or after the pause that follows a failure. */
  isComing(id: string): boolean {
    return this.isBusyWith(id) || this.#failures.has(id);
  }

  get isFull(): boolean {
    return this.#core.runs.size + this.#loading.size >= this.#mostRuns;
  }

  /** Brings messages that were put into inboxes to their executions. */
  async deliver(): Promise<void> {
    if (this.#isPolling) return;
    this.#isPolling = true;
    try {
      for (;;) {
        const messages = await this.#core.store.messages(this.#core.engineId, this.#lastMessage, MESSAGES);
        for (const message of messages) {
          this.#lastMessage = message.seq;
          const run = this.#core.runs.get(message.execution);
          if (run) await this.#hand(run, message);
          else this.launch(message.execution);
        }
        if (messages.length < MESSAGES) return;
      }
    } finally {
      this.#isPolling = false;
    }
  }

  /** One that it cannot read parks the execution, which keeps it. */
  async #hand(run: Run, message: Message): Promise<void> {
    let incoming: Incoming;
    try {
      incoming = incomingOf(run.id, message);
    } catch (error) {
      return parkRun(run, parkingOf(restoreErrorOf(run.id, "a message", error)));
    }
    run.receive(incoming);
  }

  leave(run: Run): void {
    run.leave();
    if (this.#core.runs.get(run.id) === run) this.#core.runs.delete(run.id);
    this.#failures.delete(run.id);
    this.#admitNext();
  }

  reload(run: Run): void {
    this.leave(run);
    this.launch(run.id);
  }

  reloadLater(run: Run): void {
    const failures = this.#failures.get(run.id);
    this.leave(run);
    if (failures !== undefined) this.#failures.set(run.id, failures);
    this.#later(run.id);
  }

  /** Starts nothing more and waits until what runs has come to a commit, for at most `drainMs`. */
  async drain(drainMs: number): Promise<void> {
    this.#isDraining = true;
    this.#core.steps.close();
    this.flushHistory();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, drainMs)));
    await Promise.race([this.#core.activity.whenIdle(), late]);
    clearTimeout(timer);
  }

  /** Lets those that are in memory for long write their history. */
  flushHistory(): void {
    for (const run of this.#core.runs.values()) run.flushHistory();
  }

  #admitNext(): void {
    for (const id of this.#line) {
      if (this.isFull) return;
      this.#line.delete(id);
      this.launch(id);
    }
    this.#core.roomMade();
  }

  #later(id: string): void {
    const failures = (this.#failures.get(id) ?? 0) + 1;
    this.#failures.set(id, failures);
    const delayMs = Math.min(FIRST_RELOAD_MS * 2 ** (failures - 1), LONGEST_RELOAD_MS);
    this.#core.clock.setTimer(this.#core.clock.now() + delayMs, () => this.launch(id));
  }

  async #load(id: string, created: Execution | undefined): Promise<void> {
    const core = this.#core;
    const loaded = created ? { execution: created, ...NOTHING } : await core.store.load(id);
    if (loaded?.execution.owner !== core.engineId || loaded.execution.status === "parked") return;
    const release = await this.#suspects.admit(loaded.execution);
    if (!release) return;
    try {
      startRun(core, loaded, release);
    } catch (error) {
      const run = core.runs.get(id);
      if (run) this.#core.leave(run);
      release();
      await parkExecution(core, loaded.execution, parkingOf(restoreErrorOf(id, "its text", error)));
    }
  }
}
