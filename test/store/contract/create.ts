import { describe, expect, test } from "vitest";
import { ids, newExecution, opened, turn, type StoreUnderTest } from "./opened.js";

export function createContract(under: StoreUnderTest): void {
  describe("create and load", () => {
    const at = opened(under);
    test("a new execution is pending, due at once, and has epoch 0", async () => {
      const { created, execution } = await at.store.create(newExecution("a"), at.engine);
      expect(created).toBe(true);
      expect(execution).toEqual({
        seq: expect.any(Number),
        id: "a",
        functionId: "shop#flow",
        status: "pending",
        reason: null,
        detail: null,
        owner: at.engine,
        epoch: 0,
        attempt: 1,
        operation: 0,
        dueAtMs: 1000,
        strikes: 0,
        parent: null,
        parentOperation: null,
        tags: [],
        header: null,
        input: '["input of a"]',
        snapshot: null,
        control: null,
        progress: null,
        outcome: null,
        createdAtMs: 1000,
        updatedAtMs: 1000,
        expiresAtMs: null,
      });
      expect(await at.store.find("a")).toEqual(execution);
      expect(await at.store.load("a")).toEqual({ execution, pages: [], state: [], inbox: [], kept: [] });
    });

    test("all that a start can carry comes back", async () => {
      const given = {
        ...newExecution("a"),
        dueAtMs: 7000,
        tags: ["vip", "it's", "vip"],
        header: '{"trace":1}',
        parent: "p/1",
        parentOperation: 4,
      };
      const { execution } = await at.store.create(given, at.engine);
      expect(execution).toMatchObject({ ...given, tags: ["vip", "it's"] });
      expect(ids(await at.store.due(at.engine, 6999, 10))).toEqual([]);
      expect(ids(await at.store.due(at.engine, 7000, 10))).toEqual(["a"]);
    });

    test("the same id again gives the one that stands there, unchanged", async () => {
      await at.store.create(newExecution("a"), at.engine);
      await at.commitOne(turn("a", { status: "completed", outcome: '"done"' }));
      const again = await at.store.create({ ...newExecution("a", "other"), input: "[]" }, null);
      expect(again.created).toBe(false);
      expect(again.execution).toMatchObject({
        functionId: "shop#flow",
        status: "completed",
        outcome: '"done"',
      });
    });

    test("many at once, with an id twice among them: each is there once", async () => {
      const names = Array.from({ length: 600 }, (_, index) => `e${index % 599}`);
      const results = await Promise.all(names.map((id) => at.store.create(newExecution(id), at.engine)));
      expect(results.filter(({ created }) => created)).toHaveLength(599);
      expect(results.map(({ execution }) => execution.id)).toEqual(names);
    });

    test("one asked for at any moment of another's transaction is stored too", async () => {
      const results: Promise<{ created: boolean }>[] = [];
      for (let index = 0; index < 40; index++) {
        results.push(at.store.create(newExecution(`e${index}`), at.engine));
        await Promise.resolve();
      }
      expect((await Promise.all(results)).every(({ created }) => created)).toBe(true);
    });

    test("one that cannot be stored does not hurt its neighbours", async () => {
      const bad = { ...newExecution("bad"), input: null as unknown as string };
      const results = await Promise.allSettled([
        at.store.create(newExecution("a"), at.engine),
        at.store.create(bad, at.engine),
        at.store.create(newExecution("b"), at.engine),
      ]);
      expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      expect(await at.store.find("bad")).toBeNull();
      expect(ids(await at.store.due(at.engine, 1000, 10))).toEqual(["a", "b"]);
    });

    test("texts come back as they were: quotes, line ends, astral characters, a megabyte", async () => {
      const text = JSON.stringify(`'"\\\r\n\u{1F600}`) + "é".repeat(1_000_000);
      await at.store.create({ ...newExecution('it\'s "a"; --'), input: text }, at.engine);
      expect((await at.store.find('it\'s "a"; --'))?.input).toBe(text);
    });

    test("an id that nobody has: null", async () => {
      expect(await at.store.find("nobody")).toBeNull();
      expect(await at.store.load("nobody")).toBeNull();
    });
  });
}
