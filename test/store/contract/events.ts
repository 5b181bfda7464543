import { beforeEach, describe, expect, test } from "vitest";
import type { NewEvent } from "../../../packages/runtime/src/store/store.js";
import { end, opened, turn, type StoreUnderTest } from "./opened.js";

export const event = (payload: string, changes: Partial<NewEvent> = {}): NewEvent => {
  return { eventId: "go", payload, sentAtMs: 1000, expiresAtMs: 9000, ...changes };
};

export function eventsContract(under: StoreUnderTest): void {
  describe("events (rule 21)", () => {
    const at = opened(under);
    beforeEach(() => at.create("a", "b", "c"));
    const wait = (id: string, operation = 1, eventId = "go") =>
      at.commitOne(turn(id, { waits: [{ operation, eventId }] }));
    const kept = async () => (await at.store.events(false, 2000, 100)).map(({ payload }) => payload);

    test("one event goes to the one that waited first, once", async () => {
      expect(await wait("b")).toEqual({ status: "committed" });
      await wait("a");
      await at.store.sendEvent(event("1"));
      expect([await at.mail("a"), await at.mail("b")]).toEqual([[], ["event 1 1"]]);
      await at.store.sendEvent(event("2"));
      expect([await at.mail("a"), await at.mail("b")]).toEqual([["event 1 2"], ["event 1 1"]]);
      await at.store.sendEvent(event("3"));
      expect(await kept()).toEqual(["3"]);
    });

    test("events that nobody waits for are kept; a later wait takes the oldest at once", async () => {
      for (const payload of ["1", "2"]) await at.store.sendEvent(event(payload));
      await at.store.sendEvent(event("x", { eventId: "other" }));
      expect(await wait("a", 5)).toEqual({ status: "committed", delivered: true });
      expect(await at.mail("a")).toEqual(["event 5 1"]);
      expect(await kept()).toEqual(["2", "x"]);
    });

    test("an event without a payload arrives as null", async () => {
      await wait("a");
      await at.store.sendEvent(event("", { payload: null }));
      expect(await at.inbox("a")).toMatchObject([{ kind: "event", operation: 1, payload: null }]);
    });

    test("one execution may wait for several, also for the same id twice", async () => {
      await at.commitOne(
        turn("a", {
          waits: [
            { operation: 1, eventId: "go" },
            { operation: 2, eventId: "go" },
            { operation: 3, eventId: "stop" },
          ],
        }),
      );
      await at.store.sendEvent(event("1"));
      await at.store.sendEvent(event("s", { eventId: "stop" }));
      await at.store.sendEvent(event("2"));
      expect(await at.mail("a")).toEqual(["event 1 1", "event 3 s", "event 2 2"]);
    });

    test("`to` reaches one execution only, now or later, also one that is created later", async () => {
      await wait("a");
      await at.store.sendEvent(event("for b", { to: "b" }));
      await at.store.sendEvent(event("for new", { to: "new" }));
      expect(await at.mail("a")).toEqual([]);
      await wait("b");
      await at.create("new");
      await wait("new");
      expect([await at.mail("b"), await at.mail("new")]).toEqual([["event 1 for b"], ["event 1 for new"]]);
      await wait("c", 4);
      await at.store.sendEvent(event("for c", { to: "c" }));
      expect([await at.mail("a"), await at.mail("c")]).toEqual([[], ["event 4 for c"]]);
    });

    test("an execution takes its own and everybody's events in the order in which they were sent", async () => {
      await at.store.sendEvent(event("1"));
      await at.store.sendEvent(event("2", { to: "a" }));
      await at.store.sendEvent(event("3"));
      for (const operation of [1, 2, 3]) await wait("a", operation);
      expect(await at.mail("a")).toEqual(["event 1 1", "event 2 2", "event 3 3"]);
    });

    test("a broadcast reaches all that wait now, and is not kept", async () => {
      await wait("a");
      await wait("b", 2);
      await wait("c", 3, "other");
      await at.store.sendEvent(event("all", { broadcast: true }));
      await wait("c", 4);
      expect([await at.mail("a"), await at.mail("b"), await at.mail("c")]).toEqual([
        ["event 1 all"],
        ["event 2 all"],
        [],
      ]);
      expect(await kept()).toEqual([]);
      await at.store.sendEvent(event("to c", { broadcast: true, to: "c" }));
      expect(await at.mail("c")).toEqual(["event 4 to c"]);
    });

    test("events of a turn are sent with it or not at all", async () => {
      await wait("b");
      expect(await at.commitOne(turn("a", { epoch: 9, events: [event("1")] }))).toEqual({ status: "fenced" });
      expect(await at.mail("b")).toEqual([]);
      const result = await at.commitOne(turn("a", { events: [event("1"), event("2")] }));
      expect(result).toEqual({ status: "committed", delivered: true });
      expect([await at.mail("b"), await kept()]).toEqual([["event 1 1"], ["2"]]);
    });

    test("an expired one is not delivered any more, but listed", async () => {
      await at.store.sendEvent(event("old", { expiresAtMs: 2000 }));
      await at.store.sendEvent(event("new", { expiresAtMs: 2001 }));
      await at.commitOne(turn("a", { updatedAtMs: 2000, waits: [{ operation: 1, eventId: "go" }] }));
      expect(await at.mail("a")).toEqual(["event 1 new"]);
      expect(await at.store.events(true, 1999, 10)).toEqual([]);
      expect(await at.store.events(true, 2000, 10)).toMatchObject([
        {
          seq: expect.any(Number),
          eventId: "go",
          payload: "old",
          to: null,
          sentAtMs: 1000,
          expiresAtMs: 2000,
        },
      ]);
      expect(await at.store.events(false, 2000, 10)).toEqual([]);
    });

    test("at most `limit` events are listed, oldest first", async () => {
      for (const payload of ["1", "2", "3"]) await at.store.sendEvent(event(payload));
      expect((await at.store.events(false, 0, 2)).map(({ payload }) => payload)).toEqual(["1", "2"]);
    });

    test("the end gives up the waits, drops events for it alone, and hands on what was not consumed", async () => {
      await wait("a");
      await wait("a", 2);
      await at.store.sendEvent(event("1"));
      await at.store.sendEvent(event("mine", { to: "a", eventId: "mine" }));
      await wait("b");
      expect(await at.commitOne(end("a"))).toEqual({ status: "committed", delivered: true });
      expect(await at.mail("b")).toEqual(["event 1 1"]);
      await at.store.sendEvent(event("2"));
      expect(await kept()).toEqual(["2"]);
      await at.store.sendEvent(event("too late", { to: "a" }));
      expect(await kept()).toEqual(["2"]);
    });

    test("what was consumed before the end stays consumed", async () => {
      await wait("a");
      await at.store.sendEvent(event("1"));
      const consumed = (await at.inbox("a"))!.map(({ seq }) => seq);
      await at.commitOne(turn("a", { consumed }));
      await wait("b");
      await at.commitOne(end("a"));
      expect([await at.mail("b"), await kept()]).toEqual([[], []]);
    });
  });
}
