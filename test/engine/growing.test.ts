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

  it("shares its elements with another one", async () => {
    expect(await resultOf(twice)).toBe(true);
  });
});
