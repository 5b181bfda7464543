import { beforeEach, describe, expect, test } from "vitest";
import type { ExecutionStatus } from "../../../packages/runtime/src/store/store.js";
import { end, newExecution, opened, turn, type StoreUnderTest } from "./opened.js";

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
      expect(await at.store.find("a")).toMatchObject(expected);
    });

    test.each(["completed", "failed", "cancelled"] satisfies ExecutionStatus[])(
      "%s is an end: nothing can follow, not even a mark, a park, a message",
      async (status) => {
        expect(await at.commitOne(end("a", { status, expiresAtMs: 9000 }))).toEqual({ status: "committed" });
        const ended = { status, owner: null, expiresAtMs: 9000, snapshot: null, dueAtMs: null };
        expect(await at.store.find("a")).toMatchObject(ended);
        const { seq } = (await at.store.find("a"))!;
        const place = { seq, id: "a", epoch: 0 };
        const late = await at.commit(
          turn("a"),
          { kind: "mark", ...place, strikes: 3 },
          { kind: "park", ...place, reason: "poisoned", detail: "", updatedAtMs: 1 },
          { kind: "outcome", ...place, operation: 1, outcome: "1" },
        );
        expect(late).toEqual(late.map(() => ({ status: "fenced" })));
        expect(await at.store.send("a", { kind: "cancel" })).toBe(false);
        expect(await at.inbox("a")).toEqual([]);
        expect(await at.store.find("a")).toMatchObject(ended);
      },
    );

    test("completing keeps the outcome and goes on", async () => {
      await at.commitOne(turn("a", { status: "completing", outcome: "1", snapshot: "{}" }));
      expect(await at.store.find("a")).toMatchObject({ status: "completing", outcome: "1", snapshot: "{}" });
      expect(await at.commitOne(end("a", { outcome: "1" }))).toEqual({ status: "committed" });
    });

    test("control is replaced, progress stays where a turn does not name it", async () => {
      await at.commitOne(turn("a", { control: "c1", progress: "50%" }));
      await at.commitOne(turn("a", { control: "c2" }));
      expect(await at.store.find("a")).toMatchObject({ control: "c2", progress: "50%" });
      await at.commitOne(turn("a", { progress: null }));
      expect(await at.store.find("a")).toMatchObject({ control: null, progress: null });
    });

    test("outcomes kept by the user's key survive turns, the later one counts", async () => {
      await at.commitOne(
        turn("a", {
          kept: [
            { key: "k", outcome: "1" },
            { key: "l", outcome: "2" },
          ],
        }),
      );
      await at.commitOne(turn("a", { attempt: 2, snapshot: null, kept: [{ key: "k", outcome: "3" }] }));
      expect((await at.store.load("a"))?.kept).toEqual([
        { key: "k", outcome: "3" },
        { key: "l", outcome: "2" },
      ]);
    });

    test("marks set the strikes, turns set them back, other epochs cannot", async () => {
      const mark = { kind: "mark", seq: 0, id: "a", epoch: 0, strikes: 3 } as const;
      expect(await at.commitOne({ ...mark, epoch: 1 })).toEqual({ status: "fenced" });
      expect(await at.commitOne(mark)).toEqual({ status: "committed" });
      expect(await at.store.find("a")).toMatchObject({ strikes: 3, status: "pending" });
      await at.commitOne(turn("a"));
      expect(await at.store.find("a")).toMatchObject({ strikes: 0 });
    });

    test("a snapshot that is not JSON comes back as it is: judging it is the engine's business", async () => {
      await at.commitOne(turn("a", { snapshot: "{broken" }));
      expect((await at.store.find("a"))?.snapshot).toBe("{broken");
    });

    test("the end drops the snapshot and the due time, keeps ctx.state, and nothing can follow", async () => {
      await at.commitOne(turn("a", { state: [{ key: "k", value: "1" }] }));
      await at.commitOne(turn("a", { status: "failed", outcome: '"boom"', snapshot: "{}", dueAtMs: 1 }));
      const ended = { status: "failed", outcome: '"boom"', snapshot: null, dueAtMs: null };
      expect(await at.store.find("a")).toMatchObject(ended);
      expect(await at.state("a")).toEqual([{ key: "k", value: "1" }]);
      expect(await at.commitOne(turn("a"))).toEqual({ status: "fenced" });
      expect(await at.store.find("a")).toMatchObject(ended);
    });

    test("ctx.state is set, overwritten in place, deleted, and set again at the end", async () => {
      const state = (...entries: [string, string | null][]) => ({
        state: entries.map(([key, value]) => ({ key, value })),
      });
      await at.commitOne(turn("a", state(["x", "1"], ["y", "2"], ["z", "3"])));
      await at.commitOne(turn("a", state(["y", "20"], ["x", null], ["absent", null])));
      expect(await at.state("a")).toEqual([
        { key: "y", value: "20" },
        { key: "z", value: "3" },
      ]);
      await at.commitOne(turn("a", state(["x", "4"])));
      expect((await at.state("a"))?.map(({ key }) => key)).toEqual(["y", "z", "x"]);
    });

    test("ctx.state of two executions does not mix", async () => {
      await at.store.create(newExecution("b"), at.engine);
      await at.commitOne(turn("a", { state: [{ key: "k", value: "1" }] }));
      await at.commitOne(turn("b", { state: [{ key: "k", value: "2" }] }));
      expect(await at.state("a")).toEqual([{ key: "k", value: "1" }]);
    });

    test("parking keeps the snapshot, says why, and is not due", async () => {
      await at.commitOne(turn("a", { snapshot: '{"v":1}', dueAtMs: 3000, operation: 4 }));
      const park = {
        kind: "park",
        seq: 0,
        id: "a",
        epoch: 0,
        reason: "poisoned",
        detail: "three times",
      } as const;
      expect(await at.commitOne({ ...park, updatedAtMs: 4000 })).toEqual({ status: "committed" });
      const parked = { status: "parked", reason: "poisoned", detail: "three times", dueAtMs: null };
      expect(await at.store.find("a")).toMatchObject({
        ...parked,
        snapshot: '{"v":1}',
        operation: 4,
        updatedAtMs: 4000,
      });
    });
  });
}
