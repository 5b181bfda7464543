import { AsyncLocalStorage } from "node:async_hooks";
import { durable, type Carrier } from "perdure";
import { afterEach, describe, expect, it } from "vitest";
import { newWorld, runOut } from "./engine-in-memory.js";

const tenant = new AsyncLocalStorage<{ name: string }>();
const tenantCarrier: Carrier<{ name: string }> = {
  capture: () => tenant.getStore(),
  run: (value, body) => tenant.run(value!, body),
};
const off: Carrier<never> = { capture: () => undefined, run: (_, body) => body() };
const here = (): string | undefined => tenant.getStore()?.name;
const seen: (string | undefined)[] = [];
const outside = durable.service("outside").handle("who", () => here());

const child = durable.function({ name: "child" }, async (ctx) => {
  seen.push(here());
  await ctx.sleep("1 day");
  seen.push(here());
});

const everywhere = durable.flow({ name: "everywhere" }, async (ctx) => {
  seen.push(here()); // its start
  await ctx.run("step", () => void seen.push(here()));
  seen.push(here()); // a turn
  seen.push(await ctx.call<string | undefined>("outside", "who"));
  await Promise.all([1, 2].map(async () => seen.push(await ctx.run("side", () => here()))));
  await new Promise((resolve) => setTimeout(resolve, 1));
  seen.push(here()); // after something foreign
  await ctx.sleep("1 day");
  seen.push(here()); // after a restart
  await ctx.run("late", async () => {
    await new Promise((resolve) => setImmediate(resolve));
    seen.push(here());
  });
  await ctx.transaction(() => void seen.push(here()));
  await child();
});

const short = durable.flow({ name: "short" }, async (ctx) => {
  seen.push(here());
  return await ctx.run("step", () => here() ?? "nobody");
});

afterEach(() => {
  durable.carrier("tenant", off as Carrier<unknown>);
  seen.length = 0;
});

describe("rule 35: async context is carried", () => {
  it("is in place wherever code of the execution runs, after a restart and in children too", async () => {
    durable.carrier("tenant", tenantCarrier);
    const { engine, clock, store } = await newWorld();
    const first = await engine({ services: [outside] });
    await tenant.run({ name: "Ada" }, () => first.start(everywhere, [], { id: "e" }));
    await expect.poll(async () => (await store.find("e"))!.status).toBe("waiting");
    await first.stop();
    const second = await engine({ services: [outside] });
    await runOut(second, clock);
    await second.get("e").result();
    expect(seen).toEqual(Array.from(seen, () => "Ada"));
    expect(seen).toHaveLength(12);
    expect((await store.find("e"))!.header).toContain("Ada");
  });

  it("does not leak from one execution to another", async () => {
    durable.carrier("tenant", tenantCarrier);
    const { engine } = await newWorld();
    const running = await engine();
    const start = (name: string) => tenant.run({ name }, () => running.start(short, []));
    const handles = [await start("Ada"), await running.start(short, []), await start("Bob")];
    expect(await Promise.all(handles.map((handle) => handle.result()))).toEqual(["Ada", "nobody", "Bob"]);
  });

  it("shields an execution that was started before the carrier was there", async () => {
    const { engine } = await newWorld();
    const running = await engine();
    const handle = await running.start(short, [], { id: "before", at: new Date(0) });
    await handle.result();
    durable.carrier("tenant", tenantCarrier);
    const other = await tenant.run({ name: "Ada" }, () => running.start(short, []));
    expect(await other.result()).toBe("Ada");
  });

  it("gives a copy: what a turn changes in it is not stored", async () => {
    durable.carrier("tenant", tenantCarrier);
    const { engine } = await newWorld();
    const running = await engine();
    const mine = { name: "Ada" };
    const handle = await tenant.run(mine, () => running.start(short, []));
    mine.name = "Eve";
    expect(await handle.result()).toBe("Ada");
  });

  it("stores nothing where no carrier has anything", async () => {
    const { engine, store } = await newWorld();
    const handle = await (await engine()).start(short, [], { id: "x" });
    await handle.result();
    expect((await store.find("x"))!.header).toBeNull();
  });
});

describe("carriers that do not do as they should", () => {
  it("refuses what cannot be stored, at the start", async () => {
    durable.carrier("tenant", { ...off, capture: () => ({ socket: new WeakMap() }) } as Carrier<unknown>);
    const { engine } = await newWorld();
    const running = await engine();
    await expect(running.start(short, [])).rejects.toMatchObject({
      code: "PD2150",
      message: expect.stringMatching(/"tenant".*socket/) as string,
    });
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("broken");
      },
    ],
    ["does not call the body", () => undefined as never],
    ["calls it twice", (_: unknown, body: () => unknown) => (body(), body())],
  ])("runs the code exactly once where `run` %s", async (_, run) => {
    durable.carrier("tenant", { capture: () => "x", run: run as Carrier<string>["run"] });
    const { engine } = await newWorld();
    const handle = await (await engine()).start(short, []);
    expect(await handle.result()).toBe("nobody");
    expect(seen).toHaveLength(1);
  });

  it.each([
    ["no name", "", off],
    ["undefined for `capture`", "x", { run: off.run }],
    ["undefined for `run`", "x", { capture: off.capture }],
    ["undefined for `capture`", "x", null],
  ])("are refused: %s", (problem, name, given) => {
    expect(() => durable.carrier(name, given as never)).toThrow(problem);
  });
});
