import { beforeEach, describe, expect, test } from "vitest";
import type { NewCall, OutgoingCall } from "../../../packages/runtime/src/store/store.js";
import { opened, turn, type StoreUnderTest } from "./opened.js";

const call = (id: string, changes: Partial<NewCall> = {}): NewCall => {
  return { id, object: "o", payload: `call ${id}`, sentAtMs: 1000, ...changes };
};
const outgoing = (id: string, operation: number, changes: Partial<OutgoingCall> = {}): OutgoingCall => {
  return { ...call(id), operation, missing: "no such object", ...changes };
};

export function callsContract(under: StoreUnderTest): void {
  describe("calls of objects (rule 32)", () => {
    const at = opened(under);
    beforeEach(() => at.create("o", "p", "a", "b"));
    const send = (caller: string, ...calls: OutgoingCall[]) => at.commitOne(turn(caller, { calls }));
    const take = async (object: string, id: string, since = 0) => {
      const seq = (await at.inbox(object))!.find(({ payload }) => payload === `call ${id}`)!.seq;
      return at.commitOne(turn(object, { taken: [{ id, seq, since }] }));
    };
    const answer = (object: string, id: string, outcome: string) =>
      at.commitOne(turn(object, { answers: [{ id, outcome, expiresAtMs: 5000 }] }));

    test("one from outside is put in line once, and answered once", async () => {
      expect(await at.store.call(call("1"))).toBe("sent");
      expect(await at.store.call(call("1", { payload: "again" }))).toBe("known");
      expect(await at.store.call(call("2", { object: "nobody" }))).toBe("missing");
      expect(await at.mail("o")).toEqual(["call null call 1"]);
      expect(await at.store.answers(["1", "2"])).toEqual([]);
      await take("o", "1");
      await answer("o", "1", "done");
      expect(await at.store.answers(["1", "2"])).toEqual([{ id: "1", outcome: "done" }]);
      expect(await at.store.call(call("1"))).toBe("known");
      expect(await at.mail("o")).toEqual([]);
    });

    test("answers of calls from outside are removed when they expire", async () => {
      await at.store.call(call("1"));
      await take("o", "1");
      await answer("o", "1", "done");
      await at.store.sweep(4999, 10);
      expect(await at.store.answers(["1"])).toHaveLength(1);
      await at.store.sweep(5000, 10);
      expect(await at.store.answers(["1"])).toEqual([]);
    });

    test("one of an execution leaves with its commit, and the answer is its operation's outcome", async () => {
      expect(await send("a", outgoing("a/1", 1), outgoing("a/2", 2))).toEqual({
        status: "committed",
        delivered: true,
      });
      expect(await at.mail("o")).toEqual(["call null call a/1", "call null call a/2"]);
      await take("o", "a/1");
      expect(await answer("o", "a/1", "one")).toMatchObject({ delivered: true });
      expect(await at.mail("a")).toEqual(["outcome 1 one"]);
      expect(await answer("o", "a/1", "twice")).toEqual({ status: "committed" });
      expect(await at.mail("a")).toEqual(["outcome 1 one"]);
    });

    test("one to an object that does not exist is answered at once", async () => {
      await send("a", outgoing("a/1", 1, { object: "nobody" }));
      expect(await at.mail("a")).toEqual(["outcome 1 no such object"]);
    });

    test("one that is given up leaves the line; taking it then is a conflict", async () => {
      await send("a", outgoing("a/1", 1));
      await at.store.call(call("1"));
      const [first] = (await at.inbox("o"))!;
      await at.commitOne(turn("a", { givenUp: [1] }));
      expect(await at.mail("o")).toEqual(["call null call 1"]);
      const taken = [{ id: "a/1", seq: first!.seq, since: 0 }];
      expect(await at.commitOne(turn("o", { taken }))).toEqual({ status: "conflict" });
      expect([await at.store.giveUp("1"), await at.store.giveUp("1"), await at.store.giveUp("a/1")]).toEqual([
        true,
        false,
        false,
      ]);
      expect(await at.mail("o")).toEqual([]);
    });

    test("one that has begun is not given up", async () => {
      await at.store.call(call("1"));
      expect(await at.store.queued("o")).toBe(1);
      await take("o", "1");
      expect([await at.store.queued("o"), await at.store.giveUp("1")]).toEqual([0, false]);
      await answer("o", "1", "done");
      expect(await at.store.answers(["1"])).toHaveLength(1);
    });

    test("calls of an execution that ends leave the line", async () => {
      await send("a", outgoing("a/1", 1));
      await at.commitOne(turn("a", { status: "cancelled", outcome: "gone" }));
      expect([await at.mail("o"), await at.store.queued("o")]).toEqual([[], 0]);
    });

    test("an object that ends is forgotten, and all who wait are told", async () => {
      await send("a", outgoing("a/1", 1));
      await at.store.call(call("1"));
      await at.commitOne(turn("o", { status: "completed", outcome: "end", forgets: "destroyed" }));
      expect(await at.store.find("o")).toBeNull();
      expect(await at.mail("a")).toEqual(["outcome 1 destroyed"]);
      expect(await at.store.answers(["1"])).toEqual([{ id: "1", outcome: "destroyed" }]);
      expect(await at.store.call(call("2"))).toBe("missing");
    });

    test("circles are found, each for the next one", async () => {
      await at.store.call(call("1"));
      await at.store.call(call("2", { object: "p" }));
      await take("o", "1", 3);
      await take("p", "2", 5);
      await send("o", outgoing("o/4", 4, { object: "p" }));
      expect(await at.store.cycle("p", "o", 4)).toBeNull();
      await send("p", outgoing("p/6", 6, { object: "o" }));
      expect(await at.store.cycle("p", "o", 4)).toEqual(["p", "o"]);
      expect(await at.store.cycle("o", "p", 6)).toEqual(["o", "p"]);
      await at.commitOne(turn("p", { givenUp: [6] }));
      expect(await at.store.cycle("p", "o", 4)).toBeNull();
    });

    test("what an object asked for in an earlier call, or a call that may come back, is no circle", async () => {
      await at.store.call(call("1"));
      await at.store.call(call("2", { object: "p" }));
      await take("o", "1", 3);
      await send("p", outgoing("p/1", 1));
      await take("p", "2", 5);
      await send("o", outgoing("o/4", 4, { object: "p" }));
      expect(await at.store.cycle("p", "o", 4)).toBeNull();
      await send("p", outgoing("p/7", 7, { returns: true }));
      expect(await at.store.cycle("p", "o", 4)).toBeNull();
    });
  });
}
