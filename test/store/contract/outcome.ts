import { beforeEach, describe, expect, test } from "vitest";
import type { Commit } from "../../../packages/runtime/src/store/store.js";
import { newExecution, opened, turn, type StoreUnderTest } from "./opened.js";

export function outcomeContract(under: StoreUnderTest): void {
  describe("outcomes recorded ahead (rule 7)", () => {
    const at = opened(under);
    const outcome = (operation: number, text: string, epoch = 0): Commit => {
      return { kind: "outcome", id: "a", epoch, operation, outcome: text };
    };
    beforeEach(() => at.store.create(newExecution("a"), at.engine));

    test("they are kept by operation until the next turn commit", async () => {
      await at.store.commit(at.engine, [
        outcome(9, '"nine"'),
        outcome(3, '"three"'),
        outcome(3, '"3 again"'),
      ]);
      expect(await at.store.loadOutcomes("a")).toEqual([
        { operation: 3, outcome: '"3 again"' },
        { operation: 9, outcome: '"nine"' },
      ]);
      await at.commitOne(turn("a"));
      expect(await at.store.loadOutcomes("a")).toEqual([]);
    });

    test("another execution's turn leaves them, and so does a turn that is fenced", async () => {
      await at.store.create(newExecution("b"), at.engine);
      await at.commitOne(outcome(1, "1"));
      await at.store.commit(at.engine, [turn("b"), turn("a", { epoch: 5 })]);
      expect(await at.store.loadOutcomes("a")).toHaveLength(1);
    });

    test("an older epoch cannot record", async () => {
      expect(await at.commitOne(outcome(1, "1", 7))).toEqual({ status: "fenced" });
      expect(await at.store.loadOutcomes("a")).toEqual([]);
    });
  });
}
