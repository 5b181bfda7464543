import { decode, encode, type OperationRecord } from "perdure/engine";
import { isInstance } from "./is-instance.js";

/** Collects operations by number; a repetition under the same number takes the place of the one before. */
export class Trace {
  readonly #operations = new Map<number, OperationRecord>();

  readonly record = (operation: OperationRecord): void => {
    const { args, outcome } = operation;
    const settled = "value" in outcome ? { value: asItWas(outcome.value) } : outcome;
    this.#operations.set(operation.n, { ...operation, args: args.map(asItWas), outcome: settled });
  };

  operations(): OperationRecord[] {
    return [...this.#operations.values()].sort((a, b) => a.n - b.n);
  }
}

/** The program goes on with the same objects, and may change them. */
function asItWas(value: unknown): unknown {
  const kept: object[] = [];
  const toTag = (object: object): string | undefined =>
    typeof object === "function" || object instanceof Error || isInstance(object)
      ? String(kept.push(object) - 1)
      : undefined;
  return decode(encode(value, { toTag }), { fromTag: (tag) => kept[Number(tag)] });
}
