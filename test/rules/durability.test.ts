import { createEngine, durable } from "perdure";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "perdure-durability-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Database {
  prepare(sql: string): { get(): unknown };
}
/** 2: each commit is flushed to the disk; 1: the process's end cannot undo it. */
const level = (db: Database): number =>
  (db.prepare("pragma synchronous").get() as { synchronous: number }).synchronous;
const full = durable.flow({ name: "commits fully" }, async (ctx) => ctx.transaction(level));
const normal = durable.flow({ name: "commits normally", durability: "normal" }, async (ctx) => {
  const eager = await ctx.run("step", () => 1, { record: "eager" });
  return [eager, await ctx.transaction(level)];
});

describe("durability: what a loss of power may undo", () => {
  it("normal for one function; full is back for the next commit", async () => {
    const engine = await createEngine({ store: join(folder, "a.db") });
    expect(await (await engine.start(full, [])).result()).toBe(2);
    expect(await (await engine.start(normal, [])).result()).toEqual([1, 1]);
    expect(await (await engine.start(full, [])).result()).toBe(2);
    await engine.stop();
  });

  it("normal for all functions of an engine that do not say otherwise", async () => {
    const engine = await createEngine({ store: join(folder, "b.db"), functions: { durability: "normal" } });
    expect(await (await engine.start(full, [])).result()).toBe(1);
    await engine.stop();
  });

  it("normal for a whole store", async () => {
    const engine = await createEngine({ store: join(folder, "c.db"), durability: "normal" });
    expect(await (await engine.start(full, [])).result()).toBe(1);
    await engine.stop();
  });
});
