import { describe, expect, test } from "vitest";
import type { TurnCommit } from "../../../packages/runtime/src/store/store.js";
import { ids, newExecution, opened, turn, type StoreUnderTest } from "./opened.js";

export function strikesContract(under: StoreUnderTest): void {
  describe("strikes (rule 26)", () => {
    const at = opened(under);
    const claim = async () => {
      const engine = await at.store.register(1000);
      await at.store.claim(engine, ["shop#flow"], 100, 9000);
      return engine;
    };
    const mark = (id: string, strikes: number, epoch = 0) =>
      ({ kind: "mark", seq: 0, id, epoch, strikes }) as const;
    const dead = async () => {
      await under.kill(at.store, at.engine);
      at.engine = await claim();
    };
    const strikes = async (id: string) => (await at.store.find(id))?.strikes;

    test("what was in flight or due when its engine died gets one, what slept gets none", async () => {
      const cases: Record<string, [Partial<TurnCommit>, number]> = {
        pending: [{ status: "pending" }, 1],
        running: [{ status: "running" }, 1],
        completing: [{ status: "completing", outcome: "1", dueAtMs: 8000 }, 1],
        due: [{ dueAtMs: 9000 }, 1],
        sleeping: [{ dueAtMs: 9001 }, 0],
        listening: [{}, 0],
        parked: [{ status: "parked", reason: "unstorable" }, 0],
      };
      await at.create(...Object.keys(cases));
      await at.commit(...Object.entries(cases).map(([id, [changes]]) => turn(id, changes)));
      await dead();
      for (const [id, [, expected]] of Object.entries(cases)) expect(await strikes(id), id).toBe(expected);
      expect(ids(await at.store.due(at.engine, 9000, 99)).sort()).toEqual([
        "completing",
        "due",
        "pending",
        "running",
      ]);
    });

    test("by themselves they end at two; a turn sets them back", async () => {
      await at.create("a");
      for (const expected of [1, 2, 2, 2]) {
        await dead();
        expect(await strikes("a")).toBe(expected);
      }
      await at.commitOne(turn("a", { epoch: 4, status: "running" }));
      expect(await strikes("a")).toBe(0);
    });

    test("three, set by hand before the code ran, park it as poisoned when that engine dies", async () => {
      await at.create("a", "b");
      await at.commit(mark("a", 3), mark("b", 2));
      await dead();
      expect(await at.store.find("a")).toMatchObject({
        status: "parked",
        reason: "poisoned",
        detail: expect.stringContaining("three times"),
        dueAtMs: null,
        strikes: 3,
        snapshot: null,
      });
      expect(ids(await at.store.due(at.engine, 9000, 9))).toEqual(["b"]);
    });

    test("engines that leave in order cost nothing, and a mark of theirs poisons nothing", async () => {
      await at.create("a", "b");
      await at.commitOne(mark("a", 3));
      for (let round = 0; round < 4; round++) {
        await at.store.release(at.engine);
        at.engine = await claim();
      }
      expect([await strikes("a"), await strikes("b")]).toEqual([2, 0]);
      expect(ids(await at.store.due(at.engine, 9000, 9))).toEqual(["a", "b"]);
    });

    test("what an engine that left in order had is told apart in a later claim, too", async () => {
      await at.create("a", "b", "c");
      await at.store.release(at.engine);
      for (const expected of [1, 1, 1, 0]) {
        const engine = await at.store.register(1000);
        expect(await at.store.claim(engine, ["shop#flow"], 1, 9000)).toBe(expected);
      }
      expect([await strikes("a"), await strikes("b"), await strikes("c")]).toEqual([0, 0, 0]);
    });

    test("what nobody ever had gets none", async () => {
      await at.store.create(newExecution("a"), null);
      await claim();
      expect(await strikes("a")).toBe(0);
    });

    test("a message makes what is claimed due, parked ones apart", async () => {
      await at.create("a", "b", "parked");
      await at.commit(
        turn("a"),
        turn("b", { dueAtMs: 50_000 }),
        turn("parked", { status: "parked", reason: "poisoned" }),
      );
      for (const id of ["a", "b", "parked"]) await at.store.send(id, { kind: "cancel" });
      await dead();
      expect(ids(await at.store.due(at.engine, 9000, 9))).toEqual(["a", "b"]);
      expect([await strikes("a"), await strikes("b")]).toEqual([0, 0]);
    });

    test("an event that was consumed is no message", async () => {
      await at.create("a");
      await at.commitOne(turn("a", { waits: [{ operation: 1, eventId: "go" }] }));
      await at.store.sendEvent({ eventId: "go", payload: null, sentAtMs: 1, expiresAtMs: 9e9 });
      const consumed = (await at.inbox("a"))!.map(({ seq }) => seq);
      await at.commitOne(turn("a", { consumed }));
      await dead();
      expect(await at.store.due(at.engine, 9000, 9)).toEqual([]);
    });
  });
}
