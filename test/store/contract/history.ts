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

    test("a commit may say how many are kept; whole batches are dropped", async () => {
      for (let n = 0; n < 10; n += 2)
        await at.commitOne(turn("a", { ...history(entry(n), entry(n + 1)), historyEntries: 3 }));
      expect(await numbers(100)).toEqual([6, 7, 8, 9]);
      await at.commitOne(turn("a", { ...history(entry(10)), historyEntries: 1 }));
      expect(await numbers(100)).toEqual([10]);
    });

    test("parking, and what people do with what is parked, may add entries", async () => {
      const park = { kind: "park", seq: 0, id: "a", reason: "unstorable", detail: "why" } as const;
      const entries = (n: number): string => history(entry(n)).history;
      await at.commitOne({ ...park, epoch: 0, updatedAtMs: 1, history: entries(1) });
      expect(await at.store.unpark("a", "resume", 2, entries(2))).toBe(true);
      expect(await at.store.unpark("a", "retry", 3, entries(3))).toBe(false);
      expect(await at.store.endParked("a", "{}", 3, { history: entries(4) })).toBe(false);
      expect(await at.commitOne({ ...park, epoch: 0, updatedAtMs: 4, history: entries(5) })).toEqual({
        status: "fenced",
      });
      expect(await numbers(100)).toEqual([1, 2]);
      const other = await at.store.register(1000);
      await at.store.claim(other, ["shop#flow"], 9, 9000);
      const { seq, epoch } = (await at.store.find("a"))!;
      await at.store.commit(other, [{ ...park, seq, epoch, updatedAtMs: 5 }]);
      expect(await at.store.endParked("a", "{}", 6, { history: entries(6) })).toBe(true);
      expect(await numbers(100)).toEqual([1, 2, 6]);
    });
  });
}
