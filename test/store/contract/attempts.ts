import { beforeEach, describe, expect, test } from "vitest";
import { event } from "./events.js";
import { end, opened, turn, type StoreUnderTest } from "./opened.js";

export function attemptsContract(under: StoreUnderTest): void {
  describe("a new attempt of the function (rule 14)", () => {
    const at = opened(under);
    const waits = [{ operation: 1, eventId: "go" }];
    const again = { attempt: 2, snapshot: null, returnsEvents: true };
    beforeEach(async () => {
      await at.create("a", "b");
      await at.store.sendEvent(event("1"));
      await at.commitOne(turn("a", { waits }));
    });
    const consume = async (forgetsEvents: boolean) => {
      const consumed = (await at.inbox("a"))!.map(({ seq }) => seq);
      await at.commitOne(turn("a", { consumed, forgetsEvents }));
      expect(await at.inbox("a")).toEqual([]);
      expect(await at.store.messages(at.engine, 0, 9)).toEqual([]);
    };

    test("events that the last one consumed come again, in their order, to this execution alone", async () => {
      await at.commitOne(turn("a", { waits: [{ operation: 2, eventId: "go" }] }));
      await at.store.sendEvent(event("2"));
      await consume(false);
      await at.store.sendEvent(event("3"));
      await at.commitOne(turn("a", again));
      await at.commitOne(turn("b", { waits }));
      expect(await at.mail("b")).toEqual(["event 1 3"]);
      for (const operation of [3, 4])
        await at.commitOne(turn("a", { waits: [{ operation, eventId: "go" }] }));
      expect(await at.mail("a")).toEqual(["event 3 1", "event 4 2"]);
    });

    test("however late it comes: they do not expire, and come with the same commit", async () => {
      await consume(false);
      const late = { ...again, updatedAtMs: 1e12, waits: [{ operation: 5, eventId: "go" }] };
      expect(await at.commitOne(turn("a", late))).toEqual({ status: "committed", delivered: true });
      expect(await at.mail("a")).toEqual(["event 5 1"]);
    });

    test("they end with the execution", async () => {
      await consume(false);
      await at.commitOne(turn("a", again));
      expect(await at.store.events(false, 0, 9)).toHaveLength(1);
      await at.commitOne(end("a"));
      expect(await at.store.events(false, 0, 9)).toEqual([]);
    });

    test("waits of the last attempt are given up, and what was delivered and not consumed goes on", async () => {
      await at.commitOne(turn("a", { waits: [{ operation: 2, eventId: "never" }] }));
      await at.commitOne(turn("b", { waits }));
      expect(await at.commitOne(turn("a", again))).toEqual({ status: "committed", delivered: true });
      expect([await at.mail("a"), await at.mail("b")]).toEqual([[], ["event 1 1"]]);
      await at.store.sendEvent(event("x", { eventId: "never" }));
      expect(await at.mail("a")).toEqual([]);
    });

    test("a turn that forgets events keeps none for another attempt", async () => {
      await consume(true);
      await at.commitOne(turn("a", { ...again, waits: [{ operation: 3, eventId: "go" }] }));
      expect(await at.mail("a")).toEqual([]);
    });
  });
}
