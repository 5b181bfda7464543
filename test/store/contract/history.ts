import { beforeEach, describe, expect, test } from "vitest";
import type { HistoryEntry } from "../../../packages/runtime/src/store/store.js";
import { end, opened, turn, type StoreUnderTest } from "./opened.js";

export function historyContract(under: StoreUnderTest): void {
  describe("history", () => {
    const at = opened(under);
    const entry = (n: number): HistoryEntry => {
      return { n, kind: "run", label: `step ${n}`, startMs: n, endMs: n + 1, attempt: 1, bytes: 3 };
    };
    const history = (...entries: HistoryEntry[]) => ({ history: JSON.stringify(entries) });
    const numbers = async (limit: number) => (await at.store.history("a", limit)).map(({ n }) => n);
    beforeEach(() => at.create("a"));

    test("batches come back as one list, oldest first, and the last ones where a limit says so", async () => {
      await at.commitOne(turn("a", history(entry(1), entry(2))));
      await at.commitOne(turn("a"));
      await at.commitOne(turn("a", history({ ...entry(3), error: "boom", note: "abandoned" })));
      expect(await at.store.history("a", 100)).toEqual([
        entry(1),
        entry(2),
        { ...entry(3), error: "boom", note: "abandoned" },
      ]);
      expect([await numbers(2), await numbers(1), await numbers(0)]).toEqual([[2, 3], [3], []]);
    });

    test("a fenced turn adds nothing, and the end keeps it", async () => {
      await at.commitOne(turn("a", { ...history(entry(1)), epoch: 1 }));
      await at.commitOne(end("a", history(entry(2))));
      expect(await numbers(9)).toEqual([2]);
    });

    test("nothing for an execution without one, or that nobody knows", async () => {
      expect(await numbers(9)).toEqual([]);
      expect(await at.store.history("nobody", 9)).toEqual([]);
    });

    test("a batch that is not JSON fails alone", async () => {
      await at.create("b");
      const results = await at.commit(turn("a", { history: "[", operation: 5 }), turn("b"));
      expect(results).toEqual([{ error: expect.any(Error) }, { status: "committed" }]);
      expect(await at.store.find("a")).toMatchObject({ operation: 0 });
    });

    test("about the last thousand entries are kept", async () => {
      for (let batch = 0; batch < 60; batch++) {
        const entries = Array.from({ length: 50 }, (_, index) => entry(batch * 50 + index));
        await at.commitOne(turn("a", history(...entries)));
      }
      const kept = await numbers(5000);
      expect(kept.length).toBeGreaterThanOrEqual(1000);
      expect(kept.length).toBeLessThan(1100);
      expect(kept.at(-1)).toBe(2999);
      expect(kept).toEqual(kept.map((_, index) => kept[0]! + index));
    });
  });
}
