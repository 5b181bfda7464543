import type { PromiseState } from "../promises/promise-state.js";

/** Rejections of which nobody has asked how they end. */
export class UnhandledRejections {
  readonly #states = new Set<PromiseState>();

  note(state: PromiseState, isUnhandled: boolean): void {
    if (isUnhandled) this.#states.add(state);
    else this.#states.delete(state);
  }

  /** Takes one; undefined where there is none. */
  take(): { readonly reason: unknown } | undefined {
    for (const state of this.#states) {
      this.#states.delete(state);
      state.handled = true;
      if (state.outcome && "error" in state.outcome) return { reason: state.outcome.error };
    }
    return undefined;
  }

  clear(): void {
    this.#states.clear();
  }
}
