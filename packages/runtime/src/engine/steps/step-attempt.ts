import type { StepInfo } from "../../operations/operation.js";

/** An attempt of a step that is in flight. Most steps never ask for their signal, so it is made when they do. */
export class StepAttempt {
  #stopped: { readonly reason: unknown } | undefined;
  #controller: AbortController | undefined;

  /** Whether it was told to stop. */
  get isStopped(): boolean {
    return this.#stopped !== undefined;
  }

  get reason(): unknown {
    return this.#stopped?.reason;
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#stopped) this.#controller.abort(this.#stopped.reason);
    }
    return this.#controller.signal;
  }

  stop(reason: unknown): void {
    this.#stopped ??= { reason };
    this.#controller?.abort(reason);
  }

  /** What the step's code is told. */
  info(idempotencyKey: string, attempt: number): StepInfo {
    const signal = () => this.signal;
    return {
      idempotencyKey,
      attempt,
      get signal() {
        return signal();
      },
    };
  }
}
