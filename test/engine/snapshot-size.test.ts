import { durable, SnapshotTooLargeError } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "./engine-in-memory.js";

const grows = durable.flow({ name: "grows" }, async (ctx, size: number) => {
  const small = 1;
  let items: string[] = [];
  try {
    items = Array.from({ length: size }, () => "é".repeat(100));
    await ctx.sleep(1000);
    return items.length + small;
  } catch (error) {
    if (!(error instanceof SnapshotTooLargeError)) throw error;
    const { code, size: bytes, limit, message } = error;
    items = [];
    await ctx.sleep(1000);
    return { code, bytes, limit, message, left: items.length };
  }
});
const stubborn = durable.flow({ name: "stubborn" }, async (ctx, size: number) => {
  const items = Array.from({ length: size }, () => "x".repeat(100));
  for (;;) {
    try {
      await ctx.sleep(1000);
      return items.length;
    } catch {
      // again, with all of it
    }
  }
});

describe("a state above maxSnapshotBytes", () => {
  it("is thrown at the await, which can let go of it", async () => {
    const { engine: open, clock } = await newWorld();
    const engine = await open({ maxSnapshotBytes: 5000 });
    const handle = await engine.start(grows, [100]);
    await runOut(engine, clock);
    const result = (await handle.result()) as { bytes: number; message: string };
    expect(result).toMatchObject({ code: "PD2117", limit: 5000, left: 0 });
    expect(result.bytes).toBeGreaterThan(20_000);
    expect(result.message).toMatch(/snapshot-size\.test\.ts:\d+[^]*items in .*grows \(20\d\d\d bytes\)/);
  });

  it("parks what insists", async () => {
    const { engine: open, clock } = await newWorld();
    const engine = await open({ maxSnapshotBytes: 5000 });
    const handle = await engine.start(stubborn, [100]);
    await runOut(engine, clock);
    expect(await handle.info()).toMatchObject({ status: "parked", reason: "unstorable" });
  });

  it("below it, in bytes rather than characters, goes on", async () => {
    const { engine: open, clock } = await newWorld();
    const engine = await open({ maxSnapshotBytes: 50_000 });
    const handle = await engine.start(grows, [100]);
    await runOut(engine, clock);
    expect(await handle.result()).toBe(101);
  });

  it.each([0, -1, 1.5, "1mb"])("refuses the limit %o", async (maxSnapshotBytes) => {
    const { engine } = await newWorld();
    await expect(engine({ maxSnapshotBytes: maxSnapshotBytes as number })).rejects.toMatchObject({
      code: "PD2120",
    });
  });
});
