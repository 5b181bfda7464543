import { ParkedError } from "../errors/parked-error.js";
import type { Outcome } from "../promises/outcome.js";
import type { Execution } from "../store/store.js";
import { readOutcome } from "./cross-by-value.js";

interface Waiter {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Callers in this process who wait for executions to end; while there is one, the process stays alive. */
export class Waiters {
  readonly #byId = new Map<string, Waiter[]>();
  #keepAlive: NodeJS.Timeout | undefined;
  #abandoned: Error | undefined;

  wait(id: string): Promise<unknown> {
    if (this.#abandoned) return Promise.reject(this.#abandoned);
    return new Promise((resolve, reject) => {
      this.#byId.set(id, [...(this.#byId.get(id) ?? []), { resolve, reject }]);
      this.#keepAlive ??= setInterval(() => {}, 2 ** 30);
    });
  }

  /** The ids that somebody waits for. */
  ids(): string[] {
    return [...this.#byId.keys()];
  }

  /** Tells those who wait for this execution, where it has ended or is parked. */
  tell(execution: Pick<Execution, "id" | "status" | "outcome" | "reason" | "detail">): void {
    if (execution.status === "parked") {
      const error = new ParkedError(execution.id, execution.reason ?? "", execution.detail ?? "");
      for (const waiter of this.#take(execution.id)) waiter.reject(error);
    } else if (execution.outcome !== null) {
      for (const waiter of this.#take(execution.id)) {
        const outcome = readable(execution.outcome);
        if ("error" in outcome) waiter.reject(outcome.error);
        else waiter.resolve(outcome.value);
      }
    }
  }

  /** Rejects those who wait for this. */
  refuse(id: string, error: unknown): void {
    for (const waiter of this.#take(id)) waiter.reject(error);
  }

  /** Rejects all who still wait, and those who come later. */
  abandon(error: Error): void {
    this.#abandoned = error;
    for (const id of this.ids()) for (const waiter of this.#take(id)) waiter.reject(error);
  }

  #take(id: string): readonly Waiter[] {
    const waiters = this.#byId.get(id) ?? [];
    this.#byId.delete(id);
    if (this.#byId.size === 0) {
      clearInterval(this.#keepAlive);
      this.#keepAlive = undefined;
    }
    return waiters;
  }
}

/** What cannot be read here, because its class is not loaded for example, is an error to who waits. */
function readable(text: string): Outcome {
  try {
    return readOutcome(text);
  } catch (error) {
    return { error };
  }
}
