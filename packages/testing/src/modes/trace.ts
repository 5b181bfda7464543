import type { OperationRecord } from "perdure/engine";

/** Collects operations by number; a repetition under the same number takes the place of the one before. */
export class Trace {
  readonly #operations = new Map<number, OperationRecord>();

  readonly record = (operation: OperationRecord): void => {
    this.#operations.set(operation.n, operation);
  };

  operations(): OperationRecord[] {
    return [...this.#operations.values()].sort((a, b) => a.n - b.n);
  }
}
