import { durable, type DurableContext } from "perdure";
import { decode, encode } from "perdure/engine";
import { describe, expect, it } from "vitest";
import { difference } from "../../packages/runtime/src/snapshot/testing/same-graph.js";
import { newWorld, runOut } from "../engine/engine-in-memory.js";
import { refusedValues } from "./refused-values.js";
import { documentedRows } from "./rows.js";
import { storedValues } from "./stored-values.js";

/** What the flow saw, from outside of its snapshot. */
const seen: { before?: unknown; after?: unknown } = {};

const hold = durable.flow({ name: "values hold" }, async (ctx, title: string) => {
  const value = await storedValues[title]!(ctx);
  seen.before = value;
  await ctx.sleep(1000);
  seen.after = value;
  await ctx.sleep(1000); // stored again, from what was restored
  return difference(seen.before, value) === undefined ? "the same" : "another";
});

const refuse = durable.flow(
  { name: "values refuse" },
  async (ctx: DurableContext, title: string, index: number) => {
    const held = { list: ["first", refusedValues[title]![index]![1]()] };
    try {
      await ctx.sleep(1000);
    } catch (error) {
      return String((error as Error).message);
    }
    return typeof held;
  },
);

const rows = documentedRows();
const stored = rows.filter(({ isRefused }) => !isRefused).map(({ title }) => title);
const refused = rows.filter(({ isRefused }) => isRefused).map(({ title }) => title);

describe("every row of docs/values.md", () => {
  it("has a case", () => {
    expect(Object.keys(storedValues).sort()).toEqual([...stored].sort());
    expect(Object.keys(refusedValues).sort()).toEqual([...refused].sort());
  });

  it.each(stored)("is the same after a restore: %s", async (title) => {
    const { clock, engine } = await newWorld();
    const running = await engine({ instruments: { freezeDry: true } });
    const handle = await running.start(hold, [title], { id: "one" });
    await runOut(running, clock);
    expect(await handle.result()).toBe("the same");
    expect(await handle.result()).toBe("the same");
    expect(difference(seen.before, seen.after)).toBeUndefined();
    expect(seen.after).not.toBe(seen.before);
  });

  it.each(stored.filter((title) => !/ctx|promises of/.test(title)))(
    "is the same after encode and decode: %s",
    async (title) => {
      const value = await storedValues[title]!(undefined as never);
      expect(difference(value, decode(encode(value)))).toBeUndefined();
    },
  );

  it.each(
    refused.flatMap((title) => refusedValues[title]!.map(([kind], index) => [kind, title, index] as const)),
  )("is refused at the await, with path, kind, place and ways out: %s of %s", async (kind, title, index) => {
    const { clock, engine } = await newWorld();
    const running = await engine();
    const handle = await running.start(refuse, [title, index]);
    await runOut(running, clock);
    const message = await handle.result();
    expect(message).toMatch(/"held\.list\[1\][^"]*" in .* cannot be stored: it is /);
    expect(message).toMatch(new RegExp(kind));
    expect(message).toMatch(/across the await at .*table\.test\.ts:\d+/);
    expect(message).toContain("await ctx.sleep(1000)");
    expect(message).toContain("What to do: ");
  });
});
