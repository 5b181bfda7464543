import { createEngine, durable, type Engine } from "perdure";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildWorker } from "./built-worker.js";
import { exited, isReady, isResults, message, startBuilt } from "./worker-process.js";

/** The target is 50 ms; a machine that has other work to do may take longer. */
const WAKE_LIMIT_MS = 1500;
let worker: Awaited<ReturnType<typeof buildWorker>>;
let folder: string;
let other: ChildProcess;
let engine: Engine;

beforeAll(async () => {
  worker = await buildWorker("remote-worker.ts");
  folder = mkdtempSync(join(tmpdir(), "perdure-remote-"));
  const store = join(folder, "store.db");
  engine = await createEngine({ store });
  other = startBuilt(worker.file, [store]);
  await message(other, isReady);
});
afterAll(async () => {
  await engine.stop();
  other.kill("SIGKILL");
  await exited(other);
  worker.remove();
  rmSync(folder, { recursive: true, force: true });
});

const there = async (what: string, id: string, payload?: unknown): Promise<unknown> => {
  const answer = message(other, isResults);
  other.send({ what, id, payload });
  return (await answer)?.results[0];
};

const listening = durable.flow({ name: "remote listening" }, async (ctx) => {
  const payload = await ctx.waitForEvent<string>("from outside");
  return [payload, await ctx.run("when", () => Date.now())] as const;
});
const tidy = durable.flow({ name: "remote tidy" }, async (ctx) => {
  try {
    await ctx.sleep("1 day");
  } finally {
    await ctx.run("close", () => "closed");
  }
});
const quick = durable.flow({ name: "remote quick" }, async (ctx) => {
  await ctx.sleep(50);
  return { total: 7 };
});

describe("rules 21, 25, 28: two processes on one file", () => {
  it("an event from the other process wakes an execution here soon", async () => {
    const handle = await engine.start(listening, []);
    const sentAt = await there("event", "from outside", "hello");
    const [payload, wokenAt] = await handle.result();
    expect(payload).toBe("hello");
    expect(wokenAt - Number(sentAt)).toBeLessThan(WAKE_LIMIT_MS);
  });

  it("handle.cancel in the other process", async () => {
    const handle = await engine.start(tidy, [], { id: "tidy" });
    expect(await there("cancel", "tidy")).toBe(true);
    await expect(handle.result()).rejects.toMatchObject({ name: "CancelledError", reason: "from afar" });
    expect(await there("status", "tidy")).toBe("cancelled");
    expect(await there("cancel", "tidy")).toBe(false);
  });

  it("a result that the other process waits for, without the function's code", async () => {
    await engine.start(quick, [], { id: "quick" });
    expect(await there("result", "quick")).toEqual({ total: 7 });
  });
});
