import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../../packages/runtime/src/store/store.js";
import { ids, newExecution, opened, turn, type StoreUnderTest } from "./opened.js";

export function sharedContract(under: StoreUnderTest): void {
  describe("two stores over the same data", () => {
    const at = opened(under);
    const reopen = under.reopen!;
    let second: Store;
    beforeEach(async () => {
      second = await reopen(at.store);
    });
    afterEach(() => second.close());

    test("what one writes, the other reads, and changed() tells it once", async () => {
      await second.changed();
      expect(await second.changed()).toBe(false);
      await at.store.create(newExecution("a"), at.engine);
      expect(await second.changed()).toBe(true);
      expect(await second.changed()).toBe(false);
      expect((await second.find("a"))?.functionId).toBe("shop#flow");
    });

    test("own writes are no change", async () => {
      await at.store.changed();
      await at.store.create(newExecution("a"), at.engine);
      expect(await at.store.changed()).toBe(false);
    });

    test("a living engine of one is left alone by the other; closing its store frees its executions", async () => {
      const other = await second.register(1000);
      await at.store.create(newExecution("a"), at.engine);
      expect(await second.claim(other, ["shop#flow"], 10, 9000)).toBe(0);
      await at.store.close();
      expect(await second.claim(other, ["shop#flow"], 10, 9000)).toBe(1);
    });

    test("claims race, turns are fenced across both", async () => {
      const other = await second.register(1000);
      const names = Array.from({ length: 40 }, (_, index) => `e${index}`);
      await Promise.all(names.map((id) => at.store.create(newExecution(id), null)));
      const rounds = Array.from({ length: 20 }, () => [
        at.store.claim(at.engine, ["shop#flow"], 3, 9000),
        second.claim(other, ["shop#flow"], 3, 9000),
      ]);
      const taken = await Promise.all(rounds.flat());
      expect(taken.reduce((sum, count) => sum + count, 0)).toBe(40);
      const mine = ids(await at.store.due(at.engine, 9000, 99));
      const theirs = ids(await at.store.due(other, 9000, 99));
      expect([...mine, ...theirs].sort()).toEqual([...names].sort());
      const stolen = await at.commit(...theirs.map((id) => turn(id, { epoch: 1 })));
      expect(stolen.every((result) => "status" in result && result.status === "fenced")).toBe(true);
    });
  });
}
