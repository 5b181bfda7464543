import { durable, type DurableFunction } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "./engine-in-memory.js";

/** To look at it changes what it holds. */
class Lazy {
  readonly inner = { n: 0, pad: "x".repeat(200) };

  get total(): number {
    return ++this.inner.n;
  }
}

const entry = (n: number) => ({ n, pad: "y".repeat(300) });

/** What the array holds is changed by looks at a variable, which the compiler's proof leaves to the runtime. */
const looks = durable.flow({ name: "looks at an instance" }, async (ctx, restored: boolean) => {
  const out: { n: number }[] = [];
  const kept = await ctx.run("made", () => new Lazy());
  out.push(kept.inner);
  if (restored) await ctx.sleep(1);
  for (let i = 0; i < 200; i++) {
    out.push(await ctx.run("more", () => entry(1)));
    if (kept.total < 1) break;
  }
  await ctx.sleep(1);
  return [out.length, out[0]!.n, kept.total, out[0]!.n];
});

const sums = durable.flow({ name: "looks at data" }, async (ctx, count: number) => {
  const out: { n: number }[] = [];
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const made = await ctx.run("made", () => entry(2));
    out.push({ ...made, n: made.n + out.length });
    if (out[i]!.n !== i + 2) throw new Error("another element");
    sum += out.at(-1)!.n;
  }
  await ctx.sleep(1);
  return [out.length, sum, out.reduce((all, { n }) => all + n, 0), new Set(out).size];
});

const twice = durable.flow({ name: "an element in two arrays" }, async (ctx) => {
  const out: object[] = [];
  const other: object[] = [];
  for (let i = 0; i < 100; i++) {
    const made = await ctx.run("made", () => entry(1));
    out.push(made);
    if (made.n === 1) other.push(made, { made });
  }
  await ctx.sleep(1);
  return out.every(
    (made, i) => other[2 * i] === made && (other[2 * i + 1] as { made: object }).made === made,
  );
});

const owner = { visits: 0 };
const seen: { id?: number }[] = [];

/** The array leads to what others hold, or others to what it holds, which only the run can tell. */
const crosses = durable.flow(
  { name: "hands on and takes over" },
  async (ctx, way: "in" | "out" | "neither") => {
    const out: { id: unknown; by: unknown; pad: string }[] = [];
    const by = way === "in" ? owner : "nobody";
    for (let i = 0; i < 100; i++) {
      const { id } = await ctx.run("made", () => ({ id: way === "out" ? { id: 1 } : i, ...entry(1) }));
      out.push({ id, by, pad: "z".repeat(300) });
      seen.push(id as { id: number });
      if (way === "out" && seen.length === 99) for (const one of seen) one.id = 50;
      owner.visits += 1;
    }
    await ctx.sleep(1);
    return out.map((one) => JSON.stringify([one.id, one.by]));
  },
);

const limits = Object.freeze({ tiers: [{ most: 1, pad: "x".repeat(300) }] });

/** What the module holds is stored by name, and its parts by value. */
const knows = durable.flow({ name: "gets what the module holds" }, async (ctx) => {
  const out: { most: number }[] = [];
  for (let i = 0; i < 100; i++) {
    const { of, made } = await ctx.run("of", () => ({ of: limits, made: { most: 0, ...entry(1) } }));
    out.push(of.tiers[0]!, made);
    limits.tiers[0]!.most = i;
  }
  await ctx.sleep(1);
  return out[0]!.most;
});

async function resultOf<A extends unknown[], R>(flow: DurableFunction<A, R>, ...args: A): Promise<R> {
  const world = await newWorld();
  const engine = await world.engine();
  const handle = await engine.start(flow, args);
  await runOut(engine, world.clock);
  return handle.result();
}

describe("an array that only grows", () => {
  it.each([[false], [true]])("holds what looks have changed (restored in between: %s)", async (restored) => {
    expect(await resultOf(looks, restored)).toEqual([201, 200, 201, 201]);
  });

  it("is looked at in the loop that fills it", async () => {
    const sum = (300 * 299) / 2 + 2 * 300;
    expect(await resultOf(sums, 300)).toEqual([300, sum, sum, 300]);
  });

  it("leads to what others change", async () => {
    owner.visits = 0;
    const result = await resultOf(crosses, "in");
    expect(new Set(result.map((one) => one.slice(one.indexOf("{"))))).toEqual(new Set(['{"visits":100}]']));
  });

  it("holds what others lead to", async () => {
    seen.length = 0;
    const result = await resultOf(crosses, "out");
    expect(result.filter((one) => one === '[{"id":50},"nobody"]').length).toBe(99);
  });

  it("takes over primitives, and hands them on", async () => {
    expect(await resultOf(crosses, "neither")).toEqual(
      Array.from({ length: 100 }, (_, i) => JSON.stringify([i, "nobody"])),
    );
  });

  it("holds a part of what the module holds", async () => {
    expect(await resultOf(knows)).toBe(99);
  });

  it("shares its elements with another one", async () => {
    expect(await resultOf(twice)).toBe(true);
  });
});
