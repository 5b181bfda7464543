import { durable } from "perdure";
import type { TurnCommit } from "perdure/engine";
import { describe, expect, it } from "vitest";
import { newWorld, runOut, type World } from "./engine-in-memory.js";

interface Line {
  readonly id: number;
  note: string;
  more?: unknown;
}

const attempts: number[] = [];

const orders = durable.flow({ name: "orders in pages" }, async (ctx, count: number) => {
  const lines: Line[] = Array.from({ length: count }, (_, id) => ({ id, note: "n".repeat(100) }));
  const first = lines[0]!;
  for (let step = 0; step < 5; step++) {
    await ctx.sleep(1000);
    lines[step]!.note = `changed ${step}`;
  }
  return [lines.length, lines[4]!.note, first === lines[0], first.note];
});
const fails = durable.function(
  { name: "fails in pages", maxRetries: 1, retryDelay: 1000 },
  async (ctx, count: number) => {
    const lines: Line[] = Array.from({ length: count }, (_, id) => ({ id, note: "n".repeat(100) }));
    await ctx.sleep(1000);
    if (attempts.push(count) === 1) throw new Error("once");
    return lines.length;
  },
);
const holds = durable.flow({ name: "holds in pages" }, async (ctx) => {
  const order = { lines: Array.from({ length: 100 }, (_, id): Line => ({ id, note: "n".repeat(100) })) };
  await ctx.sleep(1000);
  await ctx.sleep(1000);
  order.lines[3]!.more = new WeakMap();
  try {
    await ctx.sleep(1000);
  } catch (error) {
    delete order.lines[3]!.more;
    await ctx.sleep(1000);
    return [(error as Error).message.split("\n")[0], order.lines.length];
  }
  return "stored";
});

const turns = ({ commits }: World) =>
  commits.filter((commit): commit is TurnCommit => commit.kind === "turn");
const sizeOf = ({ snapshot, pages }: TurnCommit): number =>
  (snapshot?.length ?? 0) + (pages?.write ?? []).reduce((sum, { text }) => sum + text.length, 0);

describe("a large state", () => {
  it("is written once, and then what has changed, although it leaves memory at each wait", async () => {
    const world = await newWorld();
    const engine = await world.engine();
    const handle = await engine.start(orders, [1000]);
    await runOut(engine, world.clock);
    expect(await handle.result()).toEqual([1000, "changed 4", true, "changed 0"]);
    const [whole, ...changes] = turns(world).map(sizeOf);
    expect(whole).toBeGreaterThan(100_000);
    for (const size of changes) expect(size).toBeLessThan(4000);
    expect((await world.store.load(handle.id))!.pages).toEqual([]);
  });

  it("goes with an attempt that has failed", async () => {
    const world = await newWorld();
    const engine = await world.engine();
    const handle = await engine.start(fails, [1000]);
    await engine.whenIdle();
    expect((await world.store.load(handle.id))!.pages.length).toBeGreaterThan(50);
    world.clock.advance();
    await engine.whenIdle();
    expect((await world.store.load(handle.id))!.pages).toEqual([]);
    await runOut(engine, world.clock);
    expect(await handle.result()).toBe(1000);
  });

  it("names what cannot be stored by its whole path, and goes on without it", async () => {
    const world = await newWorld();
    const engine = await world.engine();
    const handle = await engine.start(holds, []);
    await runOut(engine, world.clock);
    const [message, length] = (await handle.result()) as [string, number];
    expect(message).toContain("order.lines[3].more");
    expect(length).toBe(100);
  });

  it.each([
    ["a page is missing", (pages: Map<number, string>) => pages.delete(1)],
    ["a page is damaged", (pages: Map<number, string>) => pages.set(1, '{"1":')],
    ["there is one too many", (pages: Map<number, string>) => pages.set(9999, "{}")],
  ])("is parked as unreadable where %s", async (_, damage) => {
    const world = await newWorld();
    const engine = await world.engine();
    const handle = await engine.start(orders, [1000]);
    await engine.whenIdle();
    const load = world.store.load.bind(world.store);
    const store = new Proxy(world.store, {
      get: (target, name) =>
        name !== "load"
          ? (target as never)[name]
          : async (id: string) => {
              const loaded = await load(id);
              const pages = new Map(loaded!.pages.map(({ page, text }) => [page, text]));
              damage(pages);
              return { ...loaded!, pages: [...pages].map(([page, text]) => ({ page, text })) };
            },
    });
    await engine.stop();
    const other = await world.engine({ store });
    await runOut(other, world.clock);
    expect(await other.get(handle.id).info()).toMatchObject({
      status: "parked",
      reason: "unreadable",
    });
  });
});
