import type { StepInfo, StepOperation } from "../../operations/operation.js";
import type { Outcome } from "../../promises/outcome.js";
import type { Around } from "../../execution/around.js";
import type { Execution } from "../../store/store.js";
import { outerCaller, withOuterCaller, type Aside } from "../../machine/outer-caller.js";
import type { Core } from "../core.js";
import { performStep } from "./perform-step.js";
import type { Slots } from "./slots.js";
import { StepAttempt } from "./step-attempt.js";
import { asideOf, taskCaller } from "./task-caller.js";

const SETTLED = Promise.resolve();

/** An attempt of a step that is to be made. */
export interface StepStart {
  readonly execution: Execution;
  readonly operation: StepOperation;
  readonly idempotencyKey: string;
  /** Of its execution. */
  readonly slots: Slots;
  /** What its code runs inside of. */
  readonly around: Around | undefined;
}

export interface StepEnd {
  readonly executionId: string;
  readonly operation: number;
  readonly attempt: number;
  readonly startMs: number;
  readonly outcome: Outcome;
  /** It was told to stop: no further attempt. */
  readonly isCancelled: boolean;
}

/**
 * Attempts of steps that are in flight, or in line for a slot. They belong to the engine and not to an execution's
 * live objects, which may be dropped and restored meanwhile.
 */
export class Steps {
  readonly #core: Core;
  readonly #slots: Slots;
  readonly #ended: (end: StepEnd) => void;
  readonly #inFlight = new Map<string, StepAttempt>();
  /** Ends of steps whose executions were being loaded again. */
  readonly #kept = new Map<string, StepEnd>();
  #isClosed = false;

  constructor(core: Core, slots: Slots, ended: (end: StepEnd) => void) {
    this.#core = core;
    this.#slots = slots;
    this.#ended = ended;
    core.stopping.addEventListener("abort", () => {
      for (const attempt of this.#inFlight.values()) attempt.stop(core.stopping.reason);
    });
  }

  /** Runs one attempt, unless it is in flight already. */
  start(step: StepStart): void {
    const { execution, operation, slots: own } = step;
    const name = nameOf(execution.id, operation.n);
    if (this.#inFlight.has(name) || this.#isClosed) return;
    const current = new StepAttempt();
    this.#inFlight.set(name, current);
    this.#core.activity.begin();
    own.take(() => this.#slots.take(() => void this.#make(step, name, current)));
  }

  /** Makes an attempt that has its slots. */
  async #make(step: StepStart, name: string, current: StepAttempt): Promise<void> {
    const { activity, clock, stopping } = this.#core;
    const { execution, operation, idempotencyKey } = step;
    const { attempt } = operation;
    try {
      await SETTLED; // whoever has started it goes on first
      const startMs = clock.now();
      let outcome: Outcome | undefined;
      try {
        if (current.isStopped) outcome = { error: current.reason };
        else if (!this.#isClosed) {
          outcome = await this.#perform(step, current.info(idempotencyKey, attempt));
          this.#core.observer.stepEnded?.(execution, operation, { attempt, outcome });
        }
      } finally {
        this.#free(step);
      }
      if (this.#inFlight.get(name) !== current) return;
      this.#inFlight.delete(name);
      if (!outcome || stopping.aborted) return;
      const [executionId, isCancelled] = [execution.id, current.isStopped];
      this.#tell({ executionId, operation: operation.n, attempt, startMs, outcome, isCancelled });
    } finally {
      activity.end();
    }
  }

  #free({ slots }: StepStart): void {
    slots.free();
    this.#slots.free();
  }

  /** While a step waits for executions that it has called, their steps may need its slots. */
  #asideOf(step: StepStart): Aside {
    const { activity } = this.#core;
    return asideOf(
      () => {
        this.#free(step);
        activity.end();
      },
      () => {
        activity.begin();
        return new Promise((resolve) => step.slots.take(() => this.#slots.take(resolve)));
      },
    );
  }

  #perform(step: StepStart, info: StepInfo): Promise<Outcome> {
    const { execution, operation, around } = step;
    const { observer, surroundings } = this.#core;
    const { attempt } = info;
    observer.stepStarted?.(execution, operation, attempt);
    const { engine } = surroundings;
    const caller =
      operation.kind === "task" && engine ? taskCaller(engine, info, this.#asideOf(step)) : undefined;
    // Whichever task's code has led here has nothing to do with this step.
    const perform = () =>
      caller || outerCaller()
        ? withOuterCaller(caller, () => performStep(operation, info, surroundings))
        : performStep(operation, info, surroundings);
    return around ? around(perform, operation) : perform();
  }

  /** Execution and number of each attempt that has not ended. */
  get inFlight(): readonly string[] {
    return [...this.#inFlight.keys()];
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Nothing more is started. */
  close(): void {
    this.#isClosed = true;
  }

  isInFlight(executionId: string, operation: number): boolean {
    return this.#inFlight.has(nameOf(executionId, operation));
  }

  /** The end of an attempt that came while its execution was not in memory. */
  takeKept(executionId: string, operation: number): StepEnd | undefined {
    const name = nameOf(executionId, operation);
    const end = this.#kept.get(name);
    this.#kept.delete(name);
    return end;
  }

  /** Aborts the attempt's signal. It goes on to its end, unheard, where `forget` is set. */
  cancel(executionId: string, operation: number, error: Error, forget: boolean): void {
    const name = nameOf(executionId, operation);
    this.#inFlight.get(name)?.stop(error);
    if (forget) this.#inFlight.delete(name);
  }

  #tell(end: StepEnd): void {
    const { executionId, operation } = end;
    if (this.#core.runs.has(executionId)) this.#ended(end);
    else if (this.#core.isComing(executionId)) this.#kept.set(nameOf(executionId, operation), end);
  }
}

const nameOf = (executionId: string, operation: number): string => `${executionId}/${operation}`;
