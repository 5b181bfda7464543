import { durable, type DurableContext } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "./engine-in-memory.js";

const counter = durable.entity({
  name: "entity counter",
  state: (id: string, first?: number) => ({ id, count: first ?? 0, log: [] as string[] }),
  handlers: {
    add(state, by: number) {
      state.count += by;
      if (by < 0) throw new RangeError("negative");
      return state.count;
    },
    undone(state, by: number) {
      state.count += by;
      throw new RangeError("undone");
    },
    async later(state, ctx: DurableContext, by: number) {
      state.log.push("begun");
      await ctx.sleep("1 day");
      state.count += await ctx.run("by", () => by);
      state.log.push(ctx.id);
      return state.count;
    },
  },
  shared: { value: ({ count }) => count, log: ({ log }) => log },
  methods: { undone: { onError: "rollback" } },
});
const wrong = durable.entity({
  name: "entity wrong",
  state: () => 5 as unknown as { n: number },
  handlers: { up: (state) => (state.n += 1) },
});

describe("an entity", () => {
  it("is called from outside, one call at a time, and is read meanwhile", async () => {
    const { clock, engine } = await newWorld();
    const running = await engine();
    const own = await running.objects(counter).getOrCreate("a", 10);
    expect(await own.add(5)).toBe(15);
    const later = own.later(7);
    const after = own.add(1);
    expect(await own.value()).toBe(15);
    await runOut(running, clock);
    expect([await later, await after, await own.value()]).toEqual([22, 23, 23]);
    expect(await own.log()).toEqual(["begun", "entity counter/a"]);
    expect(await running.objects(counter).exists("a")).toBe(true);
    expect(await running.objects(counter).destroy("a")).toBe(true);
    expect(await running.objects(counter).get("a")).toBeUndefined();
  });

  it("keeps or rolls back what a handler has changed before it threw", async () => {
    const { engine } = await newWorld();
    const own = await (await engine()).objects(counter).getOrCreate("b");
    await expect(own.add(-3)).rejects.toThrow(RangeError);
    expect(await own.value()).toBe(-3);
    await expect(own.undone(9)).rejects.toThrow("undone");
    expect(await own.value()).toBe(-3);
  });

  it("goes on in the middle of a handler on the next engine", async () => {
    const { clock, engine } = await newWorld();
    const first = await engine();
    const own = await first.objects(counter).getOrCreate("c", 1);
    void own.later(1).catch(() => {});
    await first.whenIdle();
    await first.stop();
    const second = await engine();
    await runOut(second, clock);
    const again = await second.objects(counter).getOrCreate("c", 1);
    expect([await again.value(), await again.log()]).toEqual([2, ["begun", "entity counter/c"]]);
  });

  it("refuses a state that is no object, and arguments that cannot be stored", async () => {
    const { engine } = await newWorld();
    const running = await engine();
    await expect(running.objects(wrong).getOrCreate("x")).rejects.toMatchObject({ code: "PD2241" });
    const own = await running.objects(counter).getOrCreate("d");
    await expect(own.add(new WeakMap() as never)).rejects.toMatchObject({ name: "UnstorableError" });
  });
});
