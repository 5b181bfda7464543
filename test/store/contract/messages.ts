import { beforeEach, describe, expect, test } from "vitest";
import { end, opened, turn, type StoreUnderTest } from "./opened.js";

export function messagesContract(under: StoreUnderTest): void {
  describe("messages", () => {
    const at = opened(under);
    beforeEach(() => at.create("a", "b"));

    test("from outside: they wait in the inbox in order; nobody, and an ended one, gets none", async () => {
      expect(await at.store.send("a", { kind: "cancel", payload: '"why"' })).toBe(true);
      expect(await at.store.send("a", { kind: "end" })).toBe(true);
      expect(await at.store.send("nobody", { kind: "end" })).toBe(false);
      expect(await at.mail("a")).toEqual(['cancel null "why"', "end null null"]);
      expect(await at.mail("b")).toEqual([]);
    });

    test("from a turn, with it or not at all: a child's end, a cancellation", async () => {
      const messages = [
        { to: "b", kind: "outcome", operation: 7, payload: "1" },
        { to: "nobody", kind: "cancel" },
      ] as const;
      expect(await at.commitOne(turn("a", { epoch: 3, messages }))).toEqual({ status: "fenced" });
      expect(await at.mail("b")).toEqual([]);
      expect(await at.commitOne(end("a", { messages }))).toEqual({ status: "committed", delivered: true });
      expect(await at.mail("b")).toEqual(["outcome 7 1"]);
    });

    test("messages that reach nobody are not said to be delivered", async () => {
      await at.commitOne(end("b"));
      const messages = [{ to: "b", kind: "cancel" }] as const;
      expect(await at.commitOne(turn("a", { messages }))).toEqual({ status: "committed" });
    });

    test("an engine polls what came for its own executions since it last looked", async () => {
      const other = await at.store.register(1000);
      await at.store.create({ id: "c", functionId: "f", input: "[]", createdAtMs: 1 }, other);
      for (const to of ["a", "c", "b", "a"]) await at.store.send(to, { kind: "cancel", payload: to });
      const all = await at.store.messages(at.engine, 0, 10);
      expect(all.map(({ execution, payload }) => [execution, payload])).toEqual([
        ["a", "a"],
        ["b", "b"],
        ["a", "a"],
      ]);
      const two = await at.store.messages(at.engine, 0, 2);
      expect(two).toEqual(all.slice(0, 2));
      expect(await at.store.messages(at.engine, two[1]!.seq, 10)).toEqual(all.slice(2));
      await at.store.send("b", { kind: "end" });
      expect(await at.store.messages(at.engine, all[2]!.seq, 10)).toMatchObject([
        { execution: "b", kind: "end" },
      ]);
      expect(await at.store.messages(other, 0, 10)).toMatchObject([{ execution: "c" }]);
    });

    test("consumed ones are gone; numbers are never used again", async () => {
      await at.store.send("a", { kind: "cancel" });
      const [first] = (await at.inbox("a"))!;
      await at.commitOne(turn("a", { consumed: [first!.seq, 12345] }));
      expect(await at.inbox("a")).toEqual([]);
      await at.store.send("a", { kind: "cancel" });
      expect((await at.inbox("a"))![0]!.seq).toBeGreaterThan(first!.seq);
    });

    test("the end drops what was not consumed", async () => {
      await at.store.send("a", { kind: "cancel" });
      await at.commitOne(end("a"));
      expect(await at.inbox("a")).toEqual([]);
      expect(await at.store.messages(at.engine, 0, 10)).toEqual([]);
    });

    test("many at once", async () => {
      const sent = Array.from({ length: 600 }, () => at.store.send("a", { kind: "cancel" }));
      expect((await Promise.all(sent)).every(Boolean)).toBe(true);
      expect(await at.inbox("a")).toHaveLength(600);
    });
  });
}
