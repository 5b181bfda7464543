import { describe, expect, test } from "vitest";
import { newExecution, opened, turn, type StoreUnderTest } from "./opened.js";

export function groupContract(under: StoreUnderTest): void {
  describe("one transaction, a savepoint each (rule 6)", () => {
    const at = opened(under);
    test("an item that cannot be stored is undone alone; results keep the order", async () => {
      for (const id of ["a", "b", "c"]) await at.store.create(newExecution(id), at.engine);
      const unstorable = { key: "bad", value: {} as unknown as string };
      const results = await at.commit(
        turn("a", { operation: 11 }),
        turn("b", { operation: 12, state: [{ key: "good", value: "1" }, unstorable] }),
        turn("nobody"),
        turn("c", { operation: 13 }),
      );
      expect(results[0]).toEqual({ status: "committed" });
      expect(results[1]).toEqual({ error: expect.any(Error) });
      expect(results[2]).toEqual({ status: "fenced" });
      expect(results[3]).toEqual({ status: "committed" });
      const operations = await Promise.all(
        ["a", "b", "c"].map(async (id) => (await at.store.find(id))?.operation),
      );
      expect(operations).toEqual([11, 0, 13]);
      expect(await at.state("b")).toEqual([]);
    });

    test("commits of one caller are applied in the order in which they were asked for", async () => {
      await at.store.create(newExecution("a"), at.engine);
      const { seq } = (await at.store.find("a"))!;
      const operations = Array.from({ length: 50 }, (_, index) => index + 1);
      await Promise.all(
        operations.map((operation) => at.store.commit(at.engine, [turn("a", { seq, operation })])),
      );
      expect((await at.store.find("a"))?.operation).toBe(50);
    });

    test("a commit of one row that cannot be stored does not hurt its neighbours", async () => {
      await at.create("a", "b");
      const snapshot = {} as unknown as string;
      const results = await at.commit(turn("a", { snapshot }), turn("b", { operation: 5 }));
      expect(results).toEqual([{ error: expect.any(Error) }, { status: "committed" }]);
      expect(await at.store.find("a")).toMatchObject({ operation: 0, status: "pending" });
      expect(await at.store.find("b")).toMatchObject({ operation: 5 });
    });

    test("no commits: no results", async () => {
      expect(await at.store.commit(at.engine, [])).toEqual([]);
    });
  });
}
