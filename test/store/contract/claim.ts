import { describe, expect, test } from "vitest";
import type { EngineId, TurnCommit } from "../../../packages/runtime/src/store/store.js";
import { ids, newExecution, opened, turn, type StoreUnderTest } from "./opened.js";

export function claimContract(under: StoreUnderTest): void {
  describe("claims (rule 27)", () => {
    const at = opened(under);
    const claim = (as: EngineId, limit = 100, functionIds = ["shop#flow"]) => {
      return at.store.claim(as, functionIds, limit, 9000);
    };

    test("what nobody owns: of the named functions only, up to the limit, due at once, epoch raised", async () => {
      for (const id of ["a", "b", "c"]) await at.store.create(newExecution(id), null);
      await at.store.create(newExecution("x", "shop#other"), null);
      expect(await at.store.due(at.engine, 9000, 10)).toEqual([]);
      expect(await claim(at.engine, 2)).toBe(2);
      expect(await claim(at.engine)).toBe(1);
      expect(await claim(at.engine)).toBe(0);
      const due = await at.store.due(at.engine, 9000, 10);
      expect(ids(due)).toEqual(["a", "b", "c"]);
      expect(due.map(({ epoch }) => epoch)).toEqual([1, 1, 1]);
      expect(await claim(at.engine, 5, ["shop#flow", "shop#other"])).toBe(1);
      expect(await claim(at.engine, 5, [])).toBe(0);
    });

    test("a living engine's are left alone, an ended execution too", async () => {
      const other = await at.store.register(1000);
      await at.store.create(newExecution("a"), at.engine);
      await at.store.create(newExecution("b"), at.engine);
      await at.commitOne(turn("b", { status: "completed", outcome: "1" }));
      expect(await claim(other)).toBe(0);
      await under.kill(at.store, at.engine);
      expect(await claim(other)).toBe(1);
      expect(await at.store.find("b")).toMatchObject({ status: "completed", epoch: 0 });
    });

    test("the dead engine's commits are fenced from then on", async () => {
      const other = await at.store.register(1000);
      await at.store.create(newExecution("a"), at.engine);
      await under.kill(at.store, at.engine);
      await claim(other);
      expect(await at.commitOne(turn("a"), at.engine)).toEqual({ status: "fenced" });
      expect(await at.commitOne(turn("a", { epoch: 1 }), at.engine)).toEqual({ status: "fenced" });
      expect(await at.commitOne(turn("a", { epoch: 0 }), other)).toEqual({ status: "fenced" });
      expect(await at.commitOne(turn("a", { epoch: 1 }), other)).toEqual({ status: "committed" });
    });

    test("running ones become due at once, needs_* ones run again; sleepers and other parked ones stay as they were", async () => {
      const cases: Record<string, [Partial<TurnCommit>, number | null]> = {
        pending: [{ status: "pending" }, 9000],
        running: [{ status: "running" }, 9000],
        late: [{ status: "running", dueAtMs: 8000 }, 8000],
        limited: [{ status: "running", dueAtMs: 20_000 }, 9000],
        sleeping: [{ status: "waiting", dueAtMs: 20_000 }, 20_000],
        listening: [{ status: "waiting" }, null],
        noCode: [{ status: "parked", reason: "needs_code" }, 9000],
        edited: [{ status: "parked", reason: "needs_migration" }, 9000],
        poisoned: [{ status: "parked", reason: "poisoned" }, null],
      };
      for (const [id, [changes]] of Object.entries(cases)) {
        await at.store.create(newExecution(id), at.engine);
        await at.commitOne(turn(id, changes));
      }
      const other = await at.store.register(1000);
      await under.kill(at.store, at.engine);
      expect(await claim(other)).toBe(Object.keys(cases).length);
      for (const [id, [changes, dueAtMs]] of Object.entries(cases)) {
        const again = changes.reason?.startsWith("needs_");
        const state = again ? { status: "running", reason: null, detail: null } : { status: changes.status };
        const expected = { epoch: 1, dueAtMs, ...state };
        expect(await at.store.find(id), id).toMatchObject(expected);
      }
    });

    test("a dead engine's executions are found in several claims, by several functions", async () => {
      const [second, third] = [await at.store.register(1000), await at.store.register(1000)];
      for (const id of ["a", "b", "c"]) await at.store.create(newExecution(id), at.engine);
      await at.store.create(newExecution("x", "shop#other"), at.engine);
      await under.kill(at.store, at.engine);
      expect(await claim(second, 2)).toBe(2);
      expect(await claim(third, 10, ["shop#other"])).toBe(1);
      expect(await claim(third, 10)).toBe(1);
    });

    test("of two claims at once, each execution goes to one", async () => {
      const [second, third] = [await at.store.register(1000), await at.store.register(1000)];
      await Promise.all(
        Array.from({ length: 50 }, (_, index) => at.store.create(newExecution(`e${index}`), at.engine)),
      );
      await under.kill(at.store, at.engine);
      const taken = await Promise.all([claim(second, 30), claim(third, 30)]);
      expect(taken[0] + taken[1]).toBe(50);
      const owned = [...(await at.store.due(second, 9000, 99)), ...(await at.store.due(third, 9000, 99))];
      expect(new Set(ids(owned)).size).toBe(50);
      expect(owned.every(({ epoch }) => epoch === 1)).toBe(true);
    });

    test("release gives everything back, and its late commits are refused", async () => {
      const other = await at.store.register(1000);
      await at.store.create(newExecution("a"), at.engine);
      await at.store.release(at.engine);
      expect(await at.commitOne(turn("a"), at.engine)).toEqual({ status: "fenced" });
      expect(await claim(other)).toBe(1);
      expect(await at.store.find("a")).toMatchObject({ epoch: 1, status: "pending", dueAtMs: 1000 });
    });

    test("releasing an engine twice, or one that nobody knows, changes nothing", async () => {
      await at.store.create(newExecution("a"), at.engine);
      await at.store.release(999);
      expect(await at.commitOne(turn("a"))).toEqual({ status: "committed" });
      await at.store.release(at.engine);
      await at.store.release(at.engine);
      expect(await claim(await at.store.register(1000))).toBe(1);
    });

    test("engine numbers are never used again", async () => {
      await at.store.release(at.engine);
      expect(await at.store.register(1000)).toBeGreaterThan(at.engine);
    });
  });
}
