import { beforeEach, describe, expect, test } from "vitest";
import type { TurnCommit } from "../../../packages/runtime/src/store/store.js";
import { end, newExecution, opened, turn, type StoreUnderTest } from "./opened.js";

export function pagesContract(under: StoreUnderTest): void {
  describe("pages of a snapshot", () => {
    const at = opened(under);
    beforeEach(() => at.create("a", "b"));

    const pages = async (id: string) =>
      (await at.store.load(id))?.pages.map(({ page, text }) => `${page} ${text}`);
    const commit = (id: string, changes: TurnCommit["pages"], more: Partial<TurnCommit> = {}) =>
      at.commitOne(turn(id, { snapshot: "{}", ...(changes && { pages: changes }), ...more }));
    const two = {
      write: [
        { page: 2, text: "{}" },
        { page: 1, text: '{"1":{"a":"é"}}' },
      ],
      delete: [],
    };

    test("are written and come back by number, for their execution alone", async () => {
      expect(await commit("a", two)).toEqual({ status: "committed" });
      expect(await pages("a")).toEqual(['1 {"1":{"a":"é"}}', "2 {}"]);
      expect(await pages("b")).toEqual([]);
      await commit("a", undefined);
      expect(await pages("a")).toHaveLength(2);
    });

    test("are replaced and dropped by number", async () => {
      await commit("a", two);
      await commit("b", two);
      await commit("a", { write: [{ page: 1, text: "[1]" }], delete: [2, 9] });
      expect(await pages("a")).toEqual(["1 [1]"]);
      expect(await pages("b")).toHaveLength(2);
    });

    test("are dropped all at once, before new ones are written", async () => {
      await commit("a", two);
      await commit("a", { clear: true, write: [{ page: 3, text: "[3]" }], delete: [] });
      expect(await pages("a")).toEqual(["3 [3]"]);
      await commit("a", { clear: true, write: [], delete: [] });
      expect(await pages("a")).toEqual([]);
    });

    test("stay as they are where the commit is refused", async () => {
      await commit("a", two, { waits: [{ operation: 1, eventId: "e" }] });
      await at.store.sendEvent({ eventId: "e", payload: "1", sentAtMs: 1, expiresAtMs: 9000 });
      const fenced = await commit("a", { clear: true, write: [], delete: [] }, { epoch: 7 });
      expect(fenced).toEqual({ status: "fenced" });
      const conflict = await commit(
        "a",
        { clear: true, write: [], delete: [] },
        { withdrawn: [{ operation: 1, timedOut: true }] },
      );
      expect(conflict).toEqual({ status: "conflict" });
      expect(await pages("a")).toHaveLength(2);
    });

    test("go with the execution's end", async () => {
      await commit("a", two);
      await at.commitOne(end("a"));
      expect(await pages("a")).toEqual([]);
    });

    test("stay with a parked execution that is resumed, and go with a new attempt or its end", async () => {
      for (const [how, left] of [
        ["resume", 2],
        ["retry", 0],
        ["end", 0],
      ] as const) {
        const id = `parked-${how}`;
        await at.store.create(newExecution(id), at.engine);
        await commit(id, two, { status: "parked", reason: "unstorable", detail: "x" });
        expect(await pages(id)).toHaveLength(2);
        await (how === "end" ? at.store.endParked(id, "1", 1) : at.store.unpark(id, how, 1));
        expect(await pages(id), how).toHaveLength(left);
      }
    });
  });
}
