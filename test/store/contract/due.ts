import { beforeEach, describe, expect, test } from "vitest";
import { ids, newExecution, opened, turn, type StoreUnderTest } from "./opened.js";

export function dueContract(under: StoreUnderTest): void {
  describe("due", () => {
    const at = opened(under);
    beforeEach(async () => {
      for (const [id, dueAtMs] of Object.entries({ late: 300, never: null, early: 100, soon: 200 })) {
        await at.store.create(newExecution(id), at.engine);
        await at.commitOne(turn(id, { dueAtMs }));
      }
    });

    test("due ones come oldest first, at most `limit`, from the exact millisecond on", async () => {
      expect(ids(await at.store.due(at.engine, 299, 10))).toEqual(["early", "soon"]);
      expect(ids(await at.store.due(at.engine, 300, 10))).toEqual(["early", "soon", "late"]);
      expect(ids(await at.store.due(at.engine, 300, 2))).toEqual(["early", "soon"]);
      expect(ids(await at.store.due(at.engine, 99, 10))).toEqual([]);
    });

    test("the next due time is the first one later than now", async () => {
      expect(await at.store.nextDueAtMs(at.engine, 0)).toBe(100);
      expect(await at.store.nextDueAtMs(at.engine, 100)).toBe(200);
      expect(await at.store.nextDueAtMs(at.engine, 300)).toBeNull();
    });

    test("another engine's are not this one's", async () => {
      const other = await at.store.register(1000);
      expect(await at.store.due(other, 1000, 10)).toEqual([]);
      expect(await at.store.nextDueAtMs(other, 0)).toBeNull();
    });
  });
}
