import { beforeEach, describe, expect, test } from "vitest";
import { ids, newExecution, opened, turn, type StoreUnderTest } from "./opened.js";

export function childrenContract(under: StoreUnderTest): void {
  describe("children (rule 18)", () => {
    const at = opened(under);
    const child = (id: string, changes = {}) => {
      return {
        ...newExecution(id, "shop#pay"),
        createdAtMs: 3000,
        parent: "a",
        parentOperation: 4,
        ...changes,
      };
    };
    beforeEach(() => at.create("a"));

    test("they are created with the turn that asks for them, owned by its engine and due", async () => {
      await at.commitOne(
        turn("a", { children: [child("a/4"), child("a/5", { dueAtMs: 5000, tags: ["x"] })] }),
      );
      expect(await at.store.find("a/4")).toMatchObject({
        status: "pending",
        owner: at.engine,
        functionId: "shop#pay",
        parent: "a",
        parentOperation: 4,
        dueAtMs: 3000,
        createdAtMs: 3000,
        epoch: 0,
      });
      expect(await at.store.find("a/5")).toMatchObject({ dueAtMs: 5000, tags: ["x"] });
      expect(ids(await at.store.due(at.engine, 4000, 9))).toEqual(["a/4"]);
    });

    test("a fenced turn creates none, one that cannot be stored neither", async () => {
      const bad = child("a/2", { input: null });
      const results = await at.commit(
        turn("a", { epoch: 1, children: [child("a/1")] }),
        turn("a", { children: [child("a/3"), bad] }),
      );
      expect(results).toEqual([{ status: "fenced" }, { error: expect.any(Error) }]);
      expect(ids(await at.store.list({ limit: 9 }))).toEqual(["a"]);
    });

    test("an id that exists already is left as it is", async () => {
      await at.commitOne(turn("a", { children: [child("a/4")] }));
      await at.commitOne(turn("a/4", { operation: 9 }));
      const again = turn("a", { children: [child("a/4", { input: "[]", tags: ["late"] })] });
      expect(await at.commitOne(again)).toEqual({ status: "committed" });
      expect(await at.store.find("a/4")).toMatchObject({ operation: 9, input: '["input of a/4"]', tags: [] });
    });

    test("messages of the same turn reach them", async () => {
      const messages = [{ to: "a/4", kind: "cancel" }] as const;
      await at.commitOne(turn("a", { children: [child("a/4")], messages }));
      expect(await at.mail("a/4")).toEqual(["cancel null null"]);
    });
  });
}
