import { beforeEach, describe, expect, test } from "vitest";
import type { ExecutionFilter, ExecutionStatus } from "../../../packages/runtime/src/store/store.js";
import { end, ids, newExecution, opened, turn, type StoreUnderTest } from "./opened.js";

export function listContract(under: StoreUnderTest): void {
  describe("list", () => {
    const at = opened(under);
    const list = async (filter: Partial<ExecutionFilter>) =>
      ids(await at.store.list({ limit: 100, ...filter }));
    beforeEach(async () => {
      const make = (id: string, changes = {}, functionId?: string) =>
        at.store.create({ ...newExecution(id, functionId), ...changes }, at.engine);
      await make("new", { tags: ["vip", "eu"] });
      await make("running", { createdAtMs: 2000, tags: ["vip"] });
      await make("done", { createdAtMs: 3000, parent: "new" }, "shop#other");
      await make("failed", { createdAtMs: 4000, parent: "new", tags: ["eu", "vip"] });
      await make("parked", { createdAtMs: 5000 }, "shop#other");
      await make("edited", { createdAtMs: 6000 });
      await at.commit(
        turn("running", { status: "running" }),
        end("done"),
        end("failed", { status: "failed" }),
        turn("parked", { status: "parked", reason: "poisoned", detail: "why" }),
        turn("edited", { status: "parked", reason: "needs_migration" }),
      );
    });

    test("no condition: all, newest first", async () => {
      expect(await list({})).toEqual(["edited", "parked", "failed", "done", "running", "new"]);
    });

    test.each([
      [["running"], ["running"]],
      [
        ["pending", "running"],
        ["running", "new"],
      ],
      [["completed"], ["done"]],
      [
        ["failed", "completed", "cancelled"],
        ["failed", "done"],
      ],
      [["parked"], ["edited", "parked"]],
      [
        ["parked", "failed", "pending"],
        ["edited", "parked", "failed", "new"],
      ],
      [["cancelled"], []],
      [[], []],
      [["') or true --"], []],
    ])("status %j", async (status, expected) => {
      expect(await list({ status: status as ExecutionStatus[] })).toEqual(expected);
    });

    test.each<[string, Partial<ExecutionFilter>, string[]]>([
      ["reason", { reason: ["poisoned"] }, ["parked"]],
      [
        "reasons and status",
        { reason: ["poisoned", "needs_migration"], status: ["parked"] },
        ["edited", "parked"],
      ],
      ["a reason that goes with no such status", { reason: ["poisoned"], status: ["failed"] }, []],
      ["function", { functionId: ["shop#other"] }, ["parked", "done"]],
      ["functions", { functionId: ["shop#other", "shop#flow"], status: ["pending"] }, ["new"]],
      ["no function", { functionId: [] }, []],
      ["a tag", { tags: ["vip"] }, ["failed", "running", "new"]],
      ["all of several tags", { tags: ["vip", "eu"] }, ["failed", "new"]],
      ["a tag nobody has", { tags: ["vip", "no"] }, []],
      ["no tags", { tags: [], status: ["pending"] }, ["new"]],
      ["a tag and a status", { tags: ["eu"], status: ["failed"] }, ["failed"]],
      ["parent", { parent: "new" }, ["failed", "done"]],
      ["from a time on", { createdFromMs: 5000 }, ["edited", "parked"]],
      ["before a time", { createdBeforeMs: 3000 }, ["running", "new"]],
      ["between times", { createdFromMs: 2000, createdBeforeMs: 4000 }, ["done", "running"]],
      [
        "everything",
        { parent: "new", tags: ["eu"], functionId: ["shop#flow"], createdFromMs: 1 },
        ["failed"],
      ],
    ])("%s", async (_, filter, expected) => {
      expect(await list(filter)).toEqual(expected);
    });

    test.each<Partial<ExecutionFilter>>([
      {},
      { tags: ["vip"] },
      { status: ["pending", "running", "parked", "failed"] },
    ])("pages with %j", async (filter) => {
      const all = await list(filter);
      const pages: string[] = [];
      let beforeSeq: number | undefined;
      for (;;) {
        const page = await at.store.list({ ...filter, ...(beforeSeq && { beforeSeq }), limit: 2 });
        if (page.length === 0) break;
        pages.push(...ids(page));
        beforeSeq = page.at(-1)!.seq;
      }
      expect(pages).toEqual(all);
    });
  });
}
