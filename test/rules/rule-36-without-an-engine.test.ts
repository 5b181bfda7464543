import type { DurableContext } from "perdure";
import { describe, expect, it } from "vitest";

interface Item {
  readonly amount: number;
}

async function total(ctx: DurableContext, items: Iterable<Item>): Promise<string> {
  let cents = 0;
  for (const { amount } of items) cents += await ctx.run("price", () => amount * 100);
  return `${cents} cents`;
}

async function guarded(ctx: DurableContext, items: readonly Item[]): Promise<string> {
  try {
    return await total(ctx, items);
  } catch (error) {
    return `no total: ${(error as Error).message}`;
  } finally {
    await ctx.sleep("1 day");
  }
}

async function* prices(ctx: DurableContext, items: readonly Item[]): AsyncGenerator<number> {
  for (const item of items) yield await ctx.run("price", () => item.amount);
}

function* positive(items: readonly Item[]): Generator<Item> {
  for (const item of items) if (item.amount > 0) yield item;
}

const ITEMS: readonly Item[] = [{ amount: 2 }, { amount: 0 }, { amount: 3 }];

/** A context of the test's own: it does what it is asked, at once, and says what it was. */
function ownContext() {
  const asked: string[] = [];
  const ctx = {
    run: async (label: string, body: () => unknown) => {
      asked.push(label);
      return body();
    },
    sleep: async (time: string) => void asked.push(time),
  };
  return { ctx: ctx as unknown as DurableContext, asked };
}

describe("rule 36: compiled code with a context of the test's own, without an engine", () => {
  it("is compiled", () => {
    const machineOf = Symbol.for("perdure.machine");
    for (const code of [total, guarded, prices, positive]) {
      expect(Object.getOwnPropertySymbols(code)).toContain(machineOf);
    }
  });

  it("runs helpers that call helpers in memory", async () => {
    const { ctx, asked } = ownContext();
    expect(await guarded(ctx, ITEMS)).toBe("500 cents");
    expect(asked).toEqual(["price", "price", "price", "1 day"]);
  });

  it("gives them the errors of that context", async () => {
    const { ctx, asked } = ownContext();
    const broken = { ...ctx, run: () => Promise.reject(new Error("no price")) } as DurableContext;
    expect(await guarded(broken, ITEMS)).toBe("no total: no price");
    expect(asked).toEqual(["1 day"]);
  });

  it("runs generators, of both kinds", async () => {
    const { ctx } = ownContext();
    expect(await total(ctx, positive(ITEMS))).toBe("500 cents");
    const seen: number[] = [];
    for await (const price of prices(ctx, ITEMS)) seen.push(price);
    expect(seen).toEqual([2, 0, 3]);
  });

  it("is strict code", async () => {
    const { ctx } = ownContext();
    async function who(this: unknown, _: DurableContext): Promise<unknown> {
      return this;
    }
    expect(await who(ctx)).toBe(undefined);
  });
});
