import { beforeEach, describe, expect, test } from "vitest";
import { event } from "./events.js";
import { opened, turn, type StoreUnderTest } from "./opened.js";

export function withdrawnContract(under: StoreUnderTest): void {
  describe("waits that are given up (rules 13 and 21)", () => {
    const at = opened(under);
    const waits = [{ operation: 1, eventId: "go" }];
    beforeEach(async () => {
      await at.create("a", "b");
      await at.commitOne(turn("a", { waits }));
    });
    const withdraw = (timedOut: boolean, changes = {}) =>
      at.commitOne(turn("a", { operation: 2, withdrawn: [{ operation: 1, timedOut }], ...changes }));

    test.each([true, false])("one that stands goes, timed out: %s", async (timedOut) => {
      expect(await withdraw(timedOut)).toEqual({ status: "committed" });
      await at.store.sendEvent(event("1"));
      expect(await at.mail("a")).toEqual([]);
      expect(await at.store.events(false, 0, 9)).toHaveLength(1);
    });

    test("a timeout that an event came before is refused, with all of the commit, and its neighbours hold", async () => {
      await at.store.sendEvent(event("1"));
      const refused = turn("a", {
        operation: 7,
        withdrawn: [{ operation: 1, timedOut: true }],
        state: [{ key: "k", value: "1" }],
        messages: [{ to: "b", kind: "cancel" }],
      });
      expect(await at.commit(refused, turn("b", { operation: 8 }))).toEqual([
        { status: "conflict" },
        { status: "committed" },
      ]);
      expect(await at.store.find("a")).toMatchObject({ operation: 1 });
      expect([await at.state("a"), await at.mail("a"), await at.mail("b")]).toEqual([[], ["event 1 1"], []]);
      expect(await at.store.find("b")).toMatchObject({ operation: 8 });
    });

    test("an engine that lost the execution is fenced, not in conflict", async () => {
      await at.store.sendEvent(event("1"));
      expect(await withdraw(true, { epoch: 4 })).toEqual({ status: "fenced" });
    });

    test("what was delivered to an abandoned one goes to the next that waits", async () => {
      await at.store.sendEvent(event("1"));
      await at.commitOne(turn("b", { waits }));
      expect(await withdraw(false)).toEqual({ status: "committed", delivered: true });
      expect([await at.mail("a"), await at.mail("b")]).toEqual([[], ["event 1 1"]]);
    });

    test("or back to its place in the mailbox, before those that were sent after it", async () => {
      await at.store.sendEvent(event("1"));
      await at.store.sendEvent(event("2"));
      expect(await withdraw(false)).toEqual({ status: "committed" });
      const listed = await at.store.events(false, 0, 9);
      expect(listed.map(({ payload }) => payload)).toEqual(["1", "2"]);
      await at.commitOne(turn("b", { waits }));
      expect(await at.mail("b")).toEqual(["event 1 1"]);
    });

    test("one that was for this execution alone waits for its next wait", async () => {
      await at.store.sendEvent(event("1", { to: "a" }));
      await at.commitOne(turn("b", { waits }));
      await withdraw(false, { waits: [{ operation: 2, eventId: "go" }] });
      expect([await at.mail("a"), await at.mail("b")]).toEqual([["event 2 1"], []]);
    });

    test("a broadcast is handed to nobody else, an expired one neither", async () => {
      await at.store.sendEvent(event("all", { broadcast: true }));
      await at.commitOne(turn("b", { waits }));
      await withdraw(false, { waits: [{ operation: 2, eventId: "x" }] });
      await at.store.sendEvent(event("x", { eventId: "x", expiresAtMs: 3000 }));
      await at.commitOne(turn("b", { waits: [{ operation: 2, eventId: "x" }] }));
      await at.commitOne(turn("a", { updatedAtMs: 3000, withdrawn: [{ operation: 2, timedOut: false }] }));
      expect([await at.mail("a"), await at.mail("b")]).toEqual([[], []]);
      expect(await at.store.events(true, 3000, 9)).toMatchObject([{ payload: "x" }]);
    });

    test("an operation that never waited can be withdrawn: nothing happens", async () => {
      const withdrawn = [
        { operation: 40, timedOut: true },
        { operation: 41, timedOut: false },
      ];
      expect(await at.commitOne(turn("a", { withdrawn }))).toEqual({ status: "committed" });
    });
  });
}
