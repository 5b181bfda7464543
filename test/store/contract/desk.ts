import { beforeEach, describe, expect, test } from "vitest";
import { event } from "./events.js";
import { ids, newExecution, opened, turn, type StoreUnderTest } from "./opened.js";

export function deskContract(under: StoreUnderTest): void {
  describe("parked executions and people (rule 26)", () => {
    const at = opened(under);
    const waits = [{ operation: 1, eventId: "go" }];
    const park = { kind: "park", seq: 0, id: "a", epoch: 0, reason: "poisoned", detail: "why" } as const;
    beforeEach(async () => {
      await at.create("a", "b");
      await at.commitOne(turn("a", { snapshot: '{"s":1}', state: [{ key: "k", value: "1" }], waits }));
      await at.commitOne({ kind: "mark", seq: 0, id: "a", epoch: 0, strikes: 3 });
      await at.commitOne({ ...park, updatedAtMs: 3000 });
    });
    const claim = async () => {
      const other = await at.store.register(1000);
      await at.store.claim(other, ["shop#flow"], 9, 9000);
      return other;
    };

    test("resume: from its snapshot, without strikes, by whoever claims it; its old engine is fenced", async () => {
      expect(await at.store.unpark("a", "resume", 5000)).toBe(true);
      const going = {
        status: "running",
        reason: null,
        detail: null,
        strikes: 0,
        snapshot: '{"s":1}',
        attempt: 1,
      };
      expect(await at.store.find("a")).toMatchObject({ ...going, dueAtMs: 5000, updatedAtMs: 5000 });
      expect(await at.commitOne(turn("a"))).toEqual({ status: "fenced" });
      expect(ids(await at.store.due(await claim(), 9000, 9))).toEqual(["a"]);
    });

    test("resume: what had not begun is pending, what had returned is completing", async () => {
      await at.commitOne({ ...park, id: "b", updatedAtMs: 3000 });
      await at.store.unpark("b", "resume", 5000);
      expect(await at.store.find("b")).toMatchObject({ status: "pending" });
      await at.create("c");
      await at.commitOne(turn("c", { status: "parked", reason: "unstorable", outcome: "1" }));
      await at.store.unpark("c", "resume", 5000);
      expect(await at.store.find("c")).toMatchObject({ status: "completing", outcome: "1" });
    });

    test("resume keeps the waits", async () => {
      await at.store.unpark("a", "resume", 5000);
      await at.store.sendEvent(event("1"));
      expect(await at.mail("a")).toEqual(["event 1 1"]);
    });

    test("retry: from the start as a new attempt, ctx.state is kept, events come again", async () => {
      await at.store.sendEvent(event("1"));
      expect(await at.store.unpark("a", "retry", 5000)).toBe(true);
      const fresh = {
        status: "pending",
        snapshot: null,
        attempt: 2,
        strikes: 0,
        dueAtMs: 5000,
        reason: null,
      };
      expect(await at.store.find("a")).toMatchObject(fresh);
      expect([await at.state("a"), await at.mail("a")]).toEqual([[{ key: "k", value: "1" }], []]);
      const engine = await claim();
      await at.commitOne(turn("a", { epoch: 2, waits }), engine);
      expect(await at.mail("a")).toEqual(["event 1 1"]);
    });

    test("end: cancelled with this outcome; nothing of it goes on", async () => {
      await at.store.sendEvent(event("1"));
      await at.store.send("a", { kind: "cancel" });
      expect(await at.store.endParked("a", '"by hand"', 5000)).toBe(true);
      const ended = { status: "cancelled", outcome: '"by hand"', owner: null, snapshot: null, reason: null };
      expect(await at.store.find("a")).toMatchObject({ ...ended, dueAtMs: null, updatedAtMs: 5000 });
      expect(await at.inbox("a")).toEqual([]);
      expect(await at.store.events(false, 5000, 9)).toMatchObject([{ payload: "1" }]);
      expect(await at.commitOne(turn("a"))).toEqual({ status: "fenced" });
    });

    test("children of one that is ended are told to end", async () => {
      const children = ["a/1", "a/2"].map((id) => ({ ...newExecution(id), parent: "a" }));
      for (const child of children) await at.store.create(child, at.engine);
      await at.store.endParked("a", "1", 5000, { reason: "by hand" });
      for (const { id } of children)
        expect(await at.inbox(id)).toMatchObject([{ kind: "end", payload: "by hand" }]);
    });

    test("what is not parked, or not there, is left alone", async () => {
      for (const id of ["b", "nobody"]) {
        expect(await at.store.unpark(id, "resume", 5000)).toBe(false);
        expect(await at.store.unpark(id, "retry", 5000)).toBe(false);
        expect(await at.store.endParked(id, "1", 5000)).toBe(false);
      }
      expect(await at.store.find("b")).toMatchObject({ status: "pending", owner: at.engine, epoch: 0 });
      await at.store.endParked("a", "1", 5000);
      expect(await at.store.unpark("a", "resume", 5000)).toBe(false);
    });
  });
}
