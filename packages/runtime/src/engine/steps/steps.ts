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
  /** No further attempt: it was told to stop, or its outcome was final before. */
  readonly isFinal: boolean;
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
    const { execution, operation, idempotencyKey, slots: own } = step;
    const name = nameOf(execution.id, operation.n);
    if (this.#inFlight.has(name) || this.#isClosed) return;
    const current = new StepAttempt();
    this.#inFlight.set(name, current);
    const { attempt } = operation;
    void this.#core.activity.during(async () => {
      const take = () => new Promise<void>((resolve) => own.take(() => this.#slots.take(resolve)));
      const free = () => {
        own.free();
        this.#slots.free();
      };
      await take();
      const startMs = this.#core.clock.now();
      let outcome: Outcome | undefined;
      try {
        if (current.isStopped) outcome = { error: current.reason };
        else if (!this.#isClosed) {
          const info = current.info(idempotencyKey, attempt);
          outcome = await this.#perform(step, info, () => this.#asideOf(take, free));
        }
      } finally {
        free();
      }
      if (this.#inFlight.get(name) !== current) return;
      this.#inFlight.delete(name);
      if (!outcome || this.#core.stopping.aborted) return;
      const isFinal = current.isStopped;
      this.#tell({
        executionId: execution.id,
        operation: operation.n,
        attempt,
        startMs,
        outcome,
        isFinal,
      });
    });
  }

  /** While a step waits for executions that it has called, their steps may need its slots. */
  #asideOf(take: () => Promise<void>, free: () => void): Aside {
    const { activity } = this.#core;
    return asideOf(
      () => {
        free();
        activity.end();
      },
      () => {
        activity.begin();
        return take();
      },
    );
  }

  #perform(
    { execution, operation, around }: StepStart,
    info: StepInfo,
    aside: () => Aside,
  ): Promise<Outcome> {
    const { observer, surroundings } = this.#core;
    const { attempt } = info;
    observer.stepStarted?.(execution, operation, attempt);
    const { engine } = surroundings;
    const caller = operation.kind === "task" && engine ? taskCaller(engine, info, aside()) : undefined;
    const act = () => performStep(operation, info, surroundings);
    // Whichever task's code has led here has nothing to do with this step.
    const perform = () => (caller || outerCaller() ? withOuterCaller(caller, act) : act());
    const performed = around ? around(perform, operation) : perform();
    if (!observer.stepEnded) return performed;
    return performed.then((outcome) => {
      observer.stepEnded!(execution, operation, { attempt, outcome });
      return outcome;
    });
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

  /** A final outcome that its execution will need again, and that could not be recorded. */
  keep(executionId: string, operation: number, outcome: Outcome): void {
    const end = {
      executionId,
      operation,
      attempt: 1,
      startMs: this.#core.clock.now(),
      outcome,
      isFinal: true,
    };
    this.#kept.set(nameOf(executionId, operation), end);
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
