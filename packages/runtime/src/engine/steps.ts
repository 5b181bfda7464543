import type { StepOperation } from "../operations/operation.js";
import type { Outcome } from "../promises/outcome.js";
import type { Core } from "./core.js";
import { performStep } from "./perform-step.js";
import type { Slots } from "./slots.js";

export interface StepEnd {
  readonly executionId: string;
  readonly operation: number;
  readonly attempt: number;
  readonly outcome: Outcome;
}

/**
 * Attempts of steps that are in flight, or in line for a slot. They belong to the engine and not to an execution's
 * live objects, which may be dropped and restored meanwhile.
 */
export class Steps {
  readonly #core: Core;
  readonly #slots: Slots;
  readonly #ended: (end: StepEnd) => void;
  readonly #inFlight = new Map<string, AbortController>();

  constructor(core: Core, slots: Slots, ended: (end: StepEnd) => void) {
    this.#core = core;
    this.#slots = slots;
    this.#ended = ended;
  }

  /** Runs one attempt, unless it is in flight already. `own`: the slots of its execution. */
  start(executionId: string, operation: StepOperation, idempotencyKey: string, own: Slots): void {
    const name = nameOf(executionId, operation.n);
    if (this.#inFlight.has(name) || this.#core.stopping.aborted) return;
    const controller = new AbortController();
    this.#inFlight.set(name, controller);
    const { attempt } = operation;
    void this.#core.activity.during(async () => {
      await new Promise<void>((resolve) => own.take(() => this.#slots.take(resolve)));
      let outcome: Outcome;
      try {
        const stopping = this.#core.stopping;
        const signal = AbortSignal.any([controller.signal, stopping]);
        const cancelled: unknown = controller.signal.reason;
        outcome = controller.signal.aborted
          ? { error: cancelled }
          : await performStep(operation, { idempotencyKey, attempt, signal }, this.#core.surroundings);
      } finally {
        own.free();
        this.#slots.free();
      }
      if (this.#inFlight.get(name) !== controller) return;
      this.#inFlight.delete(name);
      if (!this.#core.stopping.aborted)
        this.#ended({ executionId, operation: operation.n, attempt, outcome });
    });
  }

  isInFlight(executionId: string, operation: number): boolean {
    return this.#inFlight.has(nameOf(executionId, operation));
  }

  /** Aborts the attempt's signal. It goes on to its end, unheard, where `forget` is set. */
  cancel(executionId: string, operation: number, error: Error, forget: boolean): void {
    const name = nameOf(executionId, operation);
    this.#inFlight.get(name)?.abort(error);
    if (forget) this.#inFlight.delete(name);
  }
}

const nameOf = (executionId: string, operation: number): string => `${executionId}/${operation}`;
