import { describe, expect, test } from "vitest";
import { event } from "./events.js";
import { end, ids, newExecution, opened, turn, type StoreUnderTest } from "./opened.js";

const DAY_MS = 24 * 60 * 60 * 1000;

export function sweepContract(under: StoreUnderTest): void {
  describe("sweep", () => {
    const at = opened(under);
    const left = async () => ids(await at.store.list({ limit: 1000 }));

    test("ended executions go when their time has come, with all that belongs to them", async () => {
      const large = { ...newExecution("a"), tags: ["x", "y"], input: JSON.stringify("x".repeat(5000)) };
      await at.store.create(large, at.engine);
      expect((await at.store.find("a"))?.input).toBe(large.input);
      const belongings = {
        state: [{ key: "k", value: "1" }],
        kept: [{ key: "k", outcome: "1" }],
        history: JSON.stringify([{ n: 1 }]),
      };
      await at.commitOne(turn("a", belongings));
      await at.commitOne(end("a", { expiresAtMs: 8000 }));
      expect(await at.store.sweep(7999, 10)).toBe(0);
      expect(await at.store.sweep(8000, 10)).toBe(1);
      expect(await at.store.find("a")).toBeNull();
      expect(await at.store.history("a", 10)).toEqual([]);
      expect(await at.store.list({ tags: ["x"], limit: 10 })).toEqual([]);
      // The name is free, and nothing of the old one shows.
      const { created } = await at.store.create(newExecution("a"), at.engine);
      const loaded = await at.store.load("a");
      expect([created, loaded?.state, loaded?.kept, loaded?.inbox]).toEqual([true, [], [], []]);
      expect(await at.store.history("a", 10)).toEqual([]);
    });

    test("those without a time, and those that have not ended, stay", async () => {
      await at.create("never", "running");
      await at.commit(end("never"), turn("running", { expiresAtMs: 1 }));
      expect(await at.store.sweep(1e15, 10)).toBe(0);
      expect(await left()).toEqual(["running", "never"]);
    });

    test("at most `limit`, the oldest time first, also more than one batch", async () => {
      const names = Array.from({ length: 250 }, (_, index) => `e${index}`);
      await at.create(...names);
      await at.commit(...names.map((id, index) => end(id, { expiresAtMs: 9000 - index })));
      expect(await at.store.sweep(9000, 3)).toBe(3);
      expect((await left()).slice(0, 2)).toEqual(["e246", "e245"]);
      expect(await at.store.sweep(9000, 1000)).toBe(247);
      expect(await left()).toEqual([]);
      expect(await at.store.sweep(9000, 1000)).toBe(0);
    });

    test("children outlive their parent until their own time", async () => {
      await at.create("a");
      await at.commitOne(turn("a", { children: [{ ...newExecution("a/1"), parent: "a" }] }));
      await at.commitOne(end("a", { expiresAtMs: 5000 }));
      expect(await at.store.sweep(6000, 10)).toBe(1);
      expect(await at.store.find("a/1")).toMatchObject({ parent: "a", status: "pending" });
    });

    test("expired events are listed for a month", async () => {
      await at.store.sendEvent(event("1", { expiresAtMs: 0 }));
      await at.store.sweep(30 * DAY_MS - 1, 10);
      expect(await at.store.events(true, 30 * DAY_MS, 10)).toHaveLength(1);
      await at.store.sweep(30 * DAY_MS, 10);
      expect(await at.store.events(true, 30 * DAY_MS, 10)).toEqual([]);
    });
  });
}
