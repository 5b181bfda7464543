import { EngineBusyError } from "../errors/engine-busy-error.js";

/** Holds new executions back while the engine has as many in memory as it may. */
export class Starts {
  readonly #isFull: () => boolean;
  readonly #whenFull: "wait" | "refuse";
  #waiting: (() => void)[] = [];

  constructor(isFull: () => boolean, whenFull: "wait" | "refuse") {
    this.#isFull = isFull;
    this.#whenFull = whenFull;
  }

  /** Resolves as soon as there is room, or rejects with an `EngineBusyError`. */
  async admit(): Promise<void> {
    while (this.#isFull()) {
      if (this.#whenFull === "refuse")
        throw new EngineBusyError("it holds as many executions in memory as it may");
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  roomMade(): void {
    this.#waiting.shift()?.();
  }
}
