import { describe, expect, test } from "vitest";
import type { EngineId, ParkCommit } from "../../../packages/runtime/src/store/store.js";
import { newExecution, opened, turn, type StoreUnderTest } from "./opened.js";

export function otherCodeContract(under: StoreUnderTest): void {
  describe("an execution that needs other code (rules 3 and 4)", () => {
    const at = opened(under);
    const claim = (as: EngineId, code?: string, functionIds = ["shop#flow"], limit = 100) =>
      at.store.claim(as, functionIds, limit, 9000, code);
    const park = (epoch: number, code?: string, more: Partial<ParkCommit> = {}): ParkCommit => ({
      kind: "park",
      seq: 0,
      id: "a",
      epoch,
      reason: "needs_migration",
      detail: "edited",
      updatedAtMs: 3000,
      ...(code !== undefined && { code }),
      ...more,
    });
    const committed = { status: "committed" };

    async function parkedBy(code?: string): Promise<void> {
      await at.create("a");
      await at.commitOne(turn("a", { dueAtMs: 5000 }));
      expect(await at.commitOne(park(0, code))).toEqual(committed);
    }

    test("is free at once for an engine of another code while the first one lives, and due", async () => {
      const other = await at.store.register(1000);
      await parkedBy("v2");
      expect(await at.store.find("a")).toMatchObject({
        status: "parked",
        reason: "needs_migration",
        detail: "edited",
        owner: -1,
        dueAtMs: null,
      });
      expect(await at.commitOne(turn("a"))).toEqual({ status: "fenced" });
      expect(await claim(other, "v1", ["shop#else"])).toBe(0);
      expect(await claim(other, "v1", ["shop#flow"], 0)).toBe(0);
      expect(await claim(other, "v1")).toBe(1);
      expect(await at.store.find("a")).toMatchObject({
        status: "running",
        reason: null,
        detail: null,
        owner: other,
        epoch: 1,
        dueAtMs: 9000,
        snapshot: '{"v":1,"tasks":[]}',
      });
      expect(await claim(at.engine, "v3")).toBe(0);
    });

    test("is tried by each code once, whichever engines have it, in whatever order", async () => {
      const [second, third] = [await at.store.register(1000), await at.store.register(1000)];
      await parkedBy("v2");
      expect(await claim(second, "v2")).toBe(0);
      expect(await claim(second, "v3")).toBe(1);
      expect(await at.commitOne(park(1, "v3", { reason: "needs_code" }), second)).toEqual(committed);
      for (const engine of [at.engine, second, third])
        for (const code of ["v2", "v3"]) expect(await claim(engine, code)).toBe(0);
      expect(await claim(third, "v1")).toBe(1);
    });

    test("after a turn every code may try again", async () => {
      const other = await at.store.register(1000);
      await parkedBy("v2");
      await claim(other, "v1");
      expect(await at.commitOne(turn("a", { epoch: 1 }), other)).toEqual(committed);
      expect(await at.commitOne(park(1, "v1"), other)).toEqual(committed);
      expect(await claim(other, "v1")).toBe(0);
      expect(await claim(at.engine, "v2")).toBe(1);
    });

    test("a turn's end, and an end by a person, leave nothing to take", async () => {
      await parkedBy("v2");
      await at.store.create(newExecution("b"), null);
      expect(await claim(at.engine, "v1")).toBe(2);
      await at.commitOne(turn("a", { epoch: 1, status: "completed", outcome: "1" }));
      await at.commitOne(park(1, "v1", { id: "b" }));
      expect(await at.store.endParked("b", "1", 4000)).toBe(true);
      expect(await claim(at.engine, "v3")).toBe(0);
      for (const id of ["a", "b"]) expect(await at.store.find(id)).toMatchObject({ owner: null });
    });

    test("a person can have it tried by the same code", async () => {
      await parkedBy("v2");
      expect(await at.store.unpark("a", "resume", 4000)).toBe(true);
      expect(await claim(at.engine, "v2")).toBe(1);
      expect(await claim(at.engine, "v1")).toBe(0);
    });

    test("a claim that names no code takes it, too", async () => {
      await parkedBy("v2");
      expect(await claim(at.engine)).toBe(1);
    });

    test("parked without a code, its engine keeps it until it is gone", async () => {
      const other = await at.store.register(1000);
      await parkedBy();
      expect(await claim(other, "v1")).toBe(0);
      await under.kill(at.store, at.engine);
      expect(await claim(other, "v1")).toBe(1);
    });

    test("an engine that does not own it cannot give it away", async () => {
      const other = await at.store.register(1000);
      await at.create("a");
      expect(await at.commitOne(park(0, "v2"), other)).toEqual({ status: "fenced" });
      expect(await at.commitOne(park(7, "v2"))).toEqual({ status: "fenced" });
      expect(await at.store.find("a")).toMatchObject({ status: "pending", owner: at.engine });
    });
  });
}
