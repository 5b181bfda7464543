import { durable, type DurableContext } from "perdure";
import { beforeEach, describe, expect, test } from "vitest";
import { client, coordinator, engine } from "./coordinator-world.js";

const add = durable.flow({ name: "add" }, async (ctx, a: number, more: Map<string, Date>) => {
  ctx.setProgress({ seen: more.size });
  await ctx.sleep(1);
  return { a: a + 1, last: more.get("k") };
});
const waits = durable.flow({ name: "waits" }, async (ctx: DurableContext, label: string) => {
  try {
    return [label, await ctx.waitForEvent<string>(`go-${ctx.id}`)];
  } catch (error) {
    return [label, (error as Error).name];
  }
});
const fails = durable.flow({ name: "fails" }, async (ctx) => {
  await ctx.sleep(1);
  throw new TypeError("no such thing");
});
const positive = {
  "~standard": {
    version: 1,
    vendor: "own",
    validate: (value: unknown) =>
      typeof value === "number" && value > 0
        ? { value: value * 10 }
        : { issues: [{ message: "not positive" }] },
    jsonSchema: { input: () => ({ type: "number", exclusiveMinimum: 0 }) },
  },
} as const;
const checked = durable.flow({ name: "checked", input: positive as never }, async (ctx, n: number) => {
  await ctx.sleep(1);
  return n;
});

let url: string;
beforeEach(async () => {
  ({ url } = await coordinator());
});

describe("the client", () => {
  test("starts by function, values survive, the same id finds the same execution", async () => {
    await engine(url);
    const shop = client(url);
    const at = new Date(5);
    const handle = await shop.start(add, [1, new Map([["k", at]])], { id: "one/two #3", tags: ["x"] });
    expect(await handle.result()).toEqual({ a: 2, last: at });
    expect(await handle.progress()).toEqual({ seen: 1 });
    expect(await handle.info()).toMatchObject({
      id: "one/two #3",
      status: "completed",
      tags: ["x"],
      parent: null,
    });
    expect((await handle.info()).createdAt).toBeInstanceOf(Date);
    expect(await (await shop.start(add, [1, new Map([["k", at]])], { id: "one/two #3" })).result()).toEqual({
      a: 2,
      last: at,
    });
    await expect(shop.start(add, [2, new Map()], { id: "one/two #3" })).rejects.toMatchObject({
      name: "CoordinatorError",
      code: "PD2307",
      status: 409,
    });
    await expect(shop.start(fails, [], { id: "one/two #3" })).rejects.toMatchObject({ code: "PD2307" });
  });

  test("events, cancel, status and lists", async () => {
    await engine(url);
    const shop = client(url);
    const first = await shop.start(waits, ["first"], { id: "first", tags: ["t"] });
    const second = await shop.start(waits, ["second"], { id: "second", tags: ["t"] });
    await expect.poll(() => shop.status("second")).toBe("waiting");
    await shop.sendEvent("go-first", "now");
    expect(await first.result()).toEqual(["first", "now"]);
    expect(await second.cancel("enough")).toBe(true);
    expect(await second.result()).toEqual(["second", "CancelledError"]);
    expect(await second.cancel()).toBe(false);
    const page = await shop.list({ tags: ["t"], limit: 1 });
    expect(page.executions.map(({ id }) => id)).toEqual(["second"]);
    const rest = await shop.list({ tags: ["t"], after: page.next! });
    expect(rest.executions.map(({ id }) => id)).toEqual(["first"]);
    await expect(shop.status("third")).rejects.toMatchObject({ code: "PD2306", status: 404 });
    await expect(shop.result("third")).rejects.toMatchObject({ code: "PD2306" });
    await expect(shop.sendEvent("e", 1, { to: "third" })).rejects.toMatchObject({ code: "PD2306" });
  });

  test("errors come with class, and what the function's schema refuses fails it", async () => {
    await engine(url);
    const shop = client(url);
    const failed = await shop.start(fails, []);
    await expect(failed.result()).rejects.toBeInstanceOf(TypeError);
    expect(await (await shop.start(checked, [4])).result()).toBe(40);
    await expect((await shop.start(checked, [-4])).result()).rejects.toMatchObject({
      name: "InvalidInputError",
    });
  });

  test("a function that no worker knows waits for one; unnamed ones are refused", async () => {
    const shop = client(url);
    const handle = await shop.start<typeof add>("elsewhere#add", [1, new Map()]);
    expect(await handle.status()).toBe("pending");
    await expect(shop.start<typeof fails>("", [])).rejects.toMatchObject({ code: "PD2322" });
    await expect(shop.start(async () => {}, [])).rejects.toMatchObject({
      code: "PD2322",
    });
    expect(() => client("nonsense")).toThrow(expect.objectContaining({ code: "PD2265" }));
  });

  test("plain JSON, as curl sends it", async () => {
    await engine(url);
    const ask = async (method: string, path: string, body?: object) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(url + path, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
      });
      return [answer.status, await answer.json()];
    };
    const functionId = (await (await client(url).start(waits, ["x"])).info()).functionId;
    const started = await ask("POST", "/executions", { functionId, id: "plain", args: ["p"] });
    expect(started).toEqual([201, expect.objectContaining({ id: "plain", created: true })]);
    const again = await ask("POST", "/executions", { functionId, id: "plain", args: ["p"] });
    expect(again).toEqual([200, expect.objectContaining({ created: false })]);
    expect(await ask("GET", "/executions/plain/result?wait=1")).toEqual([
      202,
      expect.objectContaining({ id: "plain" }),
    ]);
    expect(await ask("POST", "/events", { eventId: "go-plain", payload: { a: 1 } })).toEqual([
      202,
      { sent: true },
    ]);
    expect(await ask("GET", "/executions/plain/result")).toEqual([
      200,
      expect.objectContaining({ status: "completed", result: ["p", { a: 1 }] }),
    ]);
  });
});
