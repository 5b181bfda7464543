import { beforeEach, describe, expect, test } from "vitest";
import type { Commit } from "../../../packages/runtime/src/store/store.js";
import { opened, turn, type StoreUnderTest } from "./opened.js";

export function outcomeContract(under: StoreUnderTest): void {
  describe("outcomes recorded ahead (rule 7)", () => {
    const at = opened(under);
    const outcome = (operation: number, text: string, epoch = 0): Commit => {
      return { kind: "outcome", seq: 0, id: "a", epoch, operation, outcome: text };
    };
    beforeEach(() => at.create("a"));

    test("each is a message to the execution itself, until a turn consumes it", async () => {
      const results = await at.commit(outcome(9, '"nine"'), outcome(3, '"three"'));
      const inbox = (await at.inbox("a"))!;
      expect(results).toEqual(inbox.map(({ seq }) => ({ status: "committed", message: seq })));
      expect(await at.mail("a")).toEqual(['outcome 9 "nine"', 'outcome 3 "three"']);
      await at.commitOne(turn("a", { consumed: [inbox[0]!.seq] }));
      expect(await at.mail("a")).toEqual(['outcome 3 "three"']);
    });

    test("another execution's turn leaves them, and so does a turn that is fenced", async () => {
      await at.create("b");
      await at.commitOne(outcome(1, "1"));
      const consumed = (await at.inbox("a"))!.map(({ seq }) => seq);
      await at.commit(turn("b", { consumed }), turn("a", { epoch: 5, consumed }));
      expect(await at.mail("a")).toHaveLength(1);
    });

    test("an older epoch cannot record", async () => {
      expect(await at.commitOne(outcome(1, "1", 7))).toEqual({ status: "fenced" });
      expect(await at.mail("a")).toEqual([]);
    });
  });
}
