import { beforeEach, describe, expect, test } from "vitest";
import { newExecution, opened, turn, type StoreUnderTest } from "./opened.js";

export function turnContract(under: StoreUnderTest): void {
  describe("turns", () => {
    const at = opened(under);
    beforeEach(() => at.store.create(newExecution("a"), at.engine));

    test("a turn replaces everything that it names, and nothing else", async () => {
      const changes = {
        status: "running",
        attempt: 2,
        operation: 7,
        dueAtMs: 5000,
        snapshot: '{"v":1}',
      } as const;
      expect(await at.commitOne(turn("a", changes))).toEqual({ status: "committed" });
      const expected = {
        ...changes,
        id: "a",
        input: '["input of a"]',
        createdAtMs: 1000,
        updatedAtMs: 2000,
        epoch: 0,
      };
      expect(await at.store.load("a")).toMatchObject(expected);
    });

    test("a snapshot that is not JSON comes back as it is: judging it is the engine's business", async () => {
      await at.commitOne(turn("a", { snapshot: "{broken" }));
      expect((await at.store.load("a"))?.snapshot).toBe("{broken");
    });

    test("the end drops the snapshot and the due time, keeps ctx.state, and nothing can follow", async () => {
      await at.commitOne(turn("a", { state: [{ key: "k", value: "1" }] }));
      await at.commitOne(turn("a", { status: "failed", outcome: '"boom"', snapshot: "{}", dueAtMs: 1 }));
      const ended = { status: "failed", outcome: '"boom"', snapshot: null, dueAtMs: null };
      expect(await at.store.load("a")).toMatchObject(ended);
      expect(await at.store.loadState("a")).toEqual([{ key: "k", value: "1" }]);
      expect(await at.commitOne(turn("a"))).toEqual({ status: "fenced" });
      expect(await at.store.load("a")).toMatchObject(ended);
    });

    test("ctx.state is set, overwritten in place, deleted, and set again at the end", async () => {
      const state = (...entries: [string, string | null][]) => ({
        state: entries.map(([key, value]) => ({ key, value })),
      });
      await at.commitOne(turn("a", state(["x", "1"], ["y", "2"], ["z", "3"])));
      await at.commitOne(turn("a", state(["y", "20"], ["x", null], ["absent", null])));
      expect(await at.store.loadState("a")).toEqual([
        { key: "y", value: "20" },
        { key: "z", value: "3" },
      ]);
      await at.commitOne(turn("a", state(["x", "4"])));
      expect((await at.store.loadState("a")).map(({ key }) => key)).toEqual(["y", "z", "x"]);
    });

    test("ctx.state of two executions does not mix", async () => {
      await at.store.create(newExecution("b"), at.engine);
      await at.commitOne(turn("a", { state: [{ key: "k", value: "1" }] }));
      await at.commitOne(turn("b", { state: [{ key: "k", value: "2" }] }));
      expect(await at.store.loadState("a")).toEqual([{ key: "k", value: "1" }]);
    });

    test("parking keeps the snapshot, says why, and is not due", async () => {
      await at.commitOne(turn("a", { snapshot: '{"v":1}', dueAtMs: 3000, operation: 4 }));
      const park = { kind: "park", id: "a", epoch: 0, reason: "poisoned", detail: "three times" } as const;
      expect(await at.commitOne({ ...park, updatedAtMs: 4000 })).toEqual({ status: "committed" });
      const parked = { status: "parked", reason: "poisoned", detail: "three times", dueAtMs: null };
      expect(await at.store.load("a")).toMatchObject({
        ...parked,
        snapshot: '{"v":1}',
        operation: 4,
        updatedAtMs: 4000,
      });
    });
  });
}
