import { durable } from "perdure";
import { expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

class Order {
  items: unknown[] = [];
  declare customer: unknown;
}

/** What leads to a value that cannot be stored, and how the error has to name the way. */
const ways: readonly [path: string, hold: (bad: object) => unknown][] = [
  ["held", (bad) => bad],
  ["held.order.items[3].socket", (socket) => ({ order: { items: [1, 2, 3, { socket }] } })],
  ['held["two words"]', (bad) => ({ "two words": bad })],
  ['held.get("key").deep', (deep) => new Map([["key", { deep }]])],
  ["held.keys()[1]", (bad) => new Map([[{}, 1], [bad, 2]])], // prettier-ignore
  ["held.values()[0]", (bad) => new Map([[{}, bad]])],
  ["held.values()[1][0]", (bad) => new Set([1, [bad]])],
  ["held.items[0]", (bad) => Object.assign(new Order(), { items: [bad] })],
  [
    "held.cause.detail",
    (detail) => new Error("outer", { cause: Object.assign(new Error("inner"), { detail }) }),
  ],
  ["held.errors[1]", (bad) => new AggregateError([1, bad])],
  ["held[Symbol(mark)]", (bad) => ({ [Symbol("mark")]: bad })],
  ["held[0].a.b", (b) => [Object.freeze({ a: Object.create(null, { b: { value: b } }) })]],
  ["held[1]", (bad) => Object.assign([], { 1: bad, length: 5 })],
  ["held.extra", (extra) => Object.assign(new Date(0), { extra })],
];

const hold = durable.flow({ name: "values paths" }, async (ctx, index: number) => {
  const held = ways[index]![1](new WeakMap());
  try {
    await ctx.sleep(1000);
  } catch (error) {
    return (error as Error).message.split("\n").slice(0, 2);
  }
  return [typeof held];
});

const closures = durable.flow({ name: "values paths of closures" }, async (ctx) => {
  const bad = { deep: new WeakMap() };
  const look = () => bad;
  const held = { callback: look };
  try {
    await ctx.sleep(1000);
  } catch (error) {
    return (error as Error).message.split("\n").slice(0, 2);
  }
  return [typeof held];
});

const generators = durable.flow({ name: "values paths of generators" }, async (ctx) => {
  const held = (function* (deep: object) {
    yield 1;
    yield deep;
  })(new WeakMap());
  held.next();
  try {
    await ctx.sleep(1000);
  } catch (error) {
    return (error as Error).message.split("\n").slice(0, 2);
  }
  return [typeof held];
});

async function told(flow: typeof closures): Promise<string>;
async function told(flow: typeof hold, index: number): Promise<string>;
async function told(flow: typeof hold | typeof closures, ...args: number[]): Promise<string> {
  const { clock, engine } = await newWorld();
  const running = await engine();
  const handle = await running.start(flow as typeof hold, args as [number]);
  await runOut(running, clock);
  return ((await handle.result()) as string[]).join("\n");
}

it.each(ways.map(([path], index) => [path, index] as const))(
  "the error at the await says %s",
  async (path, index) => {
    const message = await told(hold, index);
    expect(message).toContain(`"${path}" in hold cannot be stored: it is WeakMap.`);
    expect(message).toMatch(/across the await at values\/paths\.test\.ts:\d+/);
    expect(message).toContain("await ctx.sleep(1000)");
  },
);

it("names what a closure captures", async () => {
  expect(await told(closures)).toMatch(/bad.deep" in .* cannot be stored: it is WeakMap/);
});

it("names what a generator holds", async () => {
  expect(await told(generators)).toMatch(/deep" in .* cannot be stored: it is WeakMap/);
});
