import { definedIds } from "../api/definition.js";
import type { Core } from "./core.js";
import type { Executor } from "./executor.js";
import { loadedCode } from "./loaded-code.js";
import { tellCallers } from "./objects/object-callers.js";
import { Poisoned } from "./poisoned.js";
import { rejoin } from "./rejoin.js";
import { Wake } from "./wake.js";
import { OTHER_CODE } from "../store/store.js";
import { LeaseLostError } from "../store/store-error.js";

/** Executions taken over or looked up at once. */
const BATCH = 1000;
const FULL_BATCH_PAUSE_MS = 50;
/** How often to look for dead engines when nothing has been written, in polls. */
const POLLS_PER_CLAIM = 25;
/** How often to write the history of executions that are busy with something long, in polls. */
const POLLS_PER_FLUSH = 20;
/** Ended executions whose retention is over are removed so often, some at a time. */
const SWEEP_EVERY_MS = 60_000;
const SWEPT_AT_ONCE = 500;

/** Finds the executions that have something to do now: due ones, those nobody owns, those of engines that died. */
export class Scheduler {
  readonly #core: Core;
  readonly #executor: Executor;
  readonly #wake: Wake;
  #polls = 0;
  #polling = false;
  #stopped = false;
  #codeChecked = false;
  #sweepAtMs = 0;
  #poisoned: Poisoned;
  #rejoining: Promise<void> | undefined;
  /** No other engine serves the store. */
  isAlone = false;

  constructor(core: Core, executor: Executor) {
    this.#core = core;
    this.#executor = executor;
    this.#poisoned = new Poisoned(core);
    this.#wake = new Wake(core.clock, () => void this.#guarded(() => this.#runDue()));
  }

  wakeAt(atMs: number): void {
    if (!this.#stopped) this.#wake.at(atMs);
  }

  /** The first claim; an engine that lost its lease before it comes back under another number. */
  async begin(): Promise<void> {
    try {
      await this.claim();
    } catch (error) {
      if (!(error instanceof LeaseLostError)) throw error;
      await this.#rejoin();
    }
  }

  /** Takes over what no living engine owns, and starts what is due. */
  async claim(): Promise<void> {
    await this.#takeOver();
    await this.#lookAround();
  }

  /** Whether there was something to take over. */
  async #takeOver(): Promise<boolean> {
    const { store, engineId, clock } = this.#core;
    let taken = 0;
    for (let count = BATCH; count === BATCH; taken += count)
      count = await store.claim(engineId, definedIds(), BATCH, clock.now(), loadedCode());
    this.isAlone = (await store.engines()) <= 1;
    if (taken > 0) await this.#poisoned.tell();
    return taken > 0;
  }

  async #lookAround(): Promise<void> {
    await this.#executor.deliver();
    await this.#runDue();
  }

  /** Messages were put into inboxes by this engine's own commits. */
  messagesArrived(): void {
    void this.#guarded(() => this.#executor.deliver());
  }

  /** New code was registered: executions that waited for it can go on. Several files in a row count as one. */
  codeLoaded(): void {
    if (this.#codeChecked || this.#stopped) return;
    this.#codeChecked = true;
    setImmediate(() => {
      this.#codeChecked = false;
      void this.#guarded(() => this.claim());
    });
  }

  /** Looks at what other processes have written; says whether there was something. */
  async poll(): Promise<boolean> {
    if (this.#polling || this.#stopped) return false;
    this.#polling = true;
    this.#polls += 1;
    this.#wake.check();
    if (this.#polls % POLLS_PER_FLUSH === 0) this.#executor.flushHistory();
    const changed = await this.#changed();
    await this.#guarded(async () => {
      if (changed) {
        await this.#core.storeServices.refresh();
        await this.claim();
        await this.#tellWaiters();
      } else if (this.#polls % POLLS_PER_CLAIM === 0 && (await this.#takeOver())) {
        await this.#lookAround();
      }
      await this.#sweep();
    });
    this.#polling = false;
    return changed;
  }

  /** Not counted as activity: a store may wait for a change. */
  async #changed(): Promise<boolean> {
    try {
      return await this.#core.store.changed();
    } catch (error) {
      this.#logTrouble(error);
      return false;
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#wake.cancel();
  }

  async #runDue(): Promise<void> {
    const { store, engineId, clock, observer } = this.#core;
    const nowMs = clock.now();
    const due = await store.due(engineId, nowMs, BATCH);
    const idle = due.filter((execution) => !this.#executor.isBusyWith(execution.id));
    if (observer.woken)
      for (const execution of idle) observer.woken(execution, nowMs - (execution.dueAtMs ?? nowMs));
    for (const execution of due) this.#executor.launch(execution.id);
    // Behind a full batch there may be more: at once, or later where all of the batch is running already.
    const againMs = idle.length > 0 ? nowMs : nowMs + FULL_BATCH_PAUSE_MS;
    const nextMs = due.length === BATCH ? againMs : await store.nextDueAtMs(engineId, nowMs);
    if (nextMs !== null) this.wakeAt(nextMs);
  }

  async #sweep(): Promise<void> {
    const nowMs = this.#core.clock.now();
    if (nowMs < this.#sweepAtMs) return;
    const swept = await this.#core.store.sweep(nowMs, SWEPT_AT_ONCE);
    if (swept < SWEPT_AT_ONCE) this.#sweepAtMs = nowMs + SWEEP_EVERY_MS;
  }

  async #tellWaiters(): Promise<void> {
    let again = false;
    for (const id of this.#core.waiters.ids()) {
      const execution = await this.#core.store.find(id);
      // Given away by an engine of other code since the last claim: it may be for this one.
      if (execution?.owner === OTHER_CODE && (await this.#takeOver())) again = true;
      else if (execution) this.#core.waiters.tell(execution);
    }
    if (again) await this.#lookAround();
    await tellCallers(this.#core);
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    const { engineId } = this.#core;
    try {
      await this.#core.activity.during(work);
    } catch (error) {
      if (error instanceof LeaseLostError && !this.#stopped) {
        // Late news of a lease whose loss is known: a second number would leave behind what the first has taken.
        if (engineId !== this.#core.engineId) return this.wakeAt(this.#core.clock.now());
        return this.#rejoin();
      }
      this.#logTrouble(error);
      this.wakeAt(this.#core.clock.now() + 1000);
    }
  }

  /** Once at a time: everything that asks the store meanwhile finds the same. */
  #rejoin(): Promise<void> {
    return (this.#rejoining ??= this.#comeBack().finally(() => (this.#rejoining = undefined)));
  }

  async #comeBack(): Promise<void> {
    try {
      await rejoin(this.#core);
      await this.claim();
    } catch (error) {
      this.#logTrouble(error);
      this.wakeAt(this.#core.clock.now() + 1000);
    }
  }

  #logTrouble(error: unknown): void {
    if (this.#stopped) return;
    this.#core.logger.error({ err: error }, "the store could not be read; trying again");
  }
}
