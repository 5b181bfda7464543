import { createEngine, durable, type Engine } from "perdure";
import { openSqliteStore } from "perdure/engine";
import { beforeEach, describe, expect, it } from "vitest";
import { newWorld } from "./engine-in-memory.js";

const tea = durable.flow({ name: "arguments tea" }, async (ctx, cups: number) => {
  await ctx.sleep("1 day");
  return cups;
});

let running: Engine;
beforeEach(async () => {
  running = await (await newWorld()).engine();
});

/** What was refused, and that nothing was stored. */
async function refused(work: () => unknown, code: string, text: string): Promise<void> {
  const error: unknown = await (async () => await work())().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: "PerdureError", code });
  expect((error as Error).message).toContain(text);
  expect((await running.list()).executions).toEqual([]);
}

describe("createEngine refuses", () => {
  it.each([
    [{ durability: "ful" }, "PD2120", 'The option "durability" of createEngine is "ful"'],
    [{ driver: "node" }, "PD2053", '"driver"'],
    [{ maxRunning: 0 }, "PD2120", "a whole number, 1 or more"],
    [{ pollMs: -1 }, "PD2120", "a number of milliseconds"],
    [{ store: openSqliteStore }, "PD2120", "a store that is open"],
    [{ store: Promise.resolve({}) }, "PD2120", "await openSqliteStore"],
    [{ whenFull: "throw" }, "PD2120", '"wait" or "refuse"'],
    [{ logger: { warn: () => {} } }, "PD2120", "the methods warn and error"],
    [{ hooks: { onFail: () => {} } }, "PD2053", 'createEngine, hooks does not know the option "onFail"'],
    [{ hooks: { onFailed: "mail" } }, "PD2120", "a function"],
    [{ functions: { retention: "never" } }, "PD2120", "createEngine, functions"],
    [{ operations: { timeOut: 1 } }, "PD2053", "createEngine, operations"],
    [{ functions: null }, "PD2120", "an object"],
    ["a.db", "PD2121", "createEngine"],
    [null, "PD2121", "createEngine"],
  ])("%o", async (options, code, text) => {
    const given = typeof options === "object" && options ? { store: ":memory:", ...options } : options;
    await refused(() => createEngine(given as never), code, text);
  });
});

describe("openSqliteStore refuses", () => {
  it.each([
    [{ file: ":memory:", durability: "ful" }, "PD2120", '"full" or "normal"'],
    [{ file: ":memory:", driver: "sqlite" }, "PD2120", '"better-sqlite3" or "node"'],
    [{ file: "" }, "PD2120", "a text that is not empty"],
    [{ file: 7 }, "PD2120", "a text that is not empty"],
    [{ path: ":memory:" }, "PD2053", '"path"'],
    [{}, "PD2060", "no file"],
    [undefined, "PD2060", "no file"],
    [":memory:", "PD2121", "openSqliteStore"],
  ])("%o", (options, code, text) => refused(() => openSqliteStore(options as never), code, text));
});

describe("a start refuses", () => {
  it.each([
    [{ id: "" }, "PD2120", '"id"'],
    [{ id: 7 }, "PD2120", "a text of 1 to 500 characters"],
    [{ id: "x".repeat(501) }, "PD2120", "500"],
    [{ id: "a\0b" }, "PD2120", "without NUL"],
    [{ at: new Date(NaN) }, "PD2120", "a valid Date"],
    [{ at: Date.now() }, "PD2120", "a valid Date"],
    [{ tags: "green" }, "PD2120", '"tags"'],
    [{ tags: [1] }, "PD2120", '"tags"'],
    [{ delay: 5 }, "PD2053", '"delay"'],
    [null, "PD2121", ".start was given null"],
  ])("the options %o", async (options, code, text) => {
    await refused(() => running.start(tea, [1], options as never), code, text);
    const own = options && { ...options, engine: running };
    await refused(() => tea.start([1], own as never), code, text);
  });

  it.each([undefined, null, "tea", { 0: 1 }, new Set([1])])("%o for the arguments", async (args) => {
    await refused(() => running.start(tea, args as never), "PD2060", "for the arguments");
    await refused(() => tea.start(args as never, { engine: running }), "PD2060", "arguments tea.start");
  });

  it.each([undefined, null, "tea", {}, async () => 1])("%o for the durable function", (fn) =>
    refused(() => running.start(fn as never, []), "PD2060", "for the durable function"),
  );

  it.each([{}, "default", Promise.resolve()])("%o for the engine", async (engine) => {
    await refused(() => tea.start([1], { engine: engine as never }), "PD2120", "await createEngine()");
    await refused(() => tea.get("1", { engine: engine as never }), "PD2120", "await createEngine()");
  });

  it("an id that newId makes wrongly", async () => {
    const { engine } = await newWorld();
    const own = await engine({ newId: () => "" });
    await expect(own.start(tea, [1])).rejects.toMatchObject({ code: "PD2120" });
  });

  it("no id of 500 characters, and no options that are undefined", async () => {
    const options = { id: "é".repeat(500), at: undefined, tags: undefined } as never;
    expect((await running.start(tea, [1], options)).id).toHaveLength(500);
  });
});

describe("a handle refuses", () => {
  it.each(["", 7, null, undefined, {}])("%o for the id", async (id) => {
    await refused(() => running.get(id as never), "PD2060", "engine.get");
    await refused(() => tea.get(id as never, { engine: running }), "PD2060", "arguments tea.get");
  });

  it.each([7, null, new Error("x"), { reason: "x" }])("%o for the reason", async (reason) => {
    const handle = running.get("nobody");
    await refused(() => handle.cancel(reason as never), "PD2060", "for the reason");
  });

  it.each([{ limit: -1 }, { limit: "5" }])("history with %o", (options) =>
    refused(() => running.get("nobody").history(options as never), "PD2120", '"limit"'),
  );
});

describe("the desk refuses", () => {
  it.each(["", 1, null, undefined])("%o for an event's id", (id) =>
    refused(() => running.sendEvent(id as never, 1), "PD2060", "engine.sendEvent"),
  );

  it("an event to an execution that does not exist: it would never be delivered", async () => {
    await refused(() => running.sendEvent("e", 1, { to: "nobody" }), "PD2076", '"nobody"');
    expect(await running.events()).toEqual([]);
  });

  it.each([{ too: "x" }, { to: "" }, { broadcast: "all" }])("an event with %o", (options) =>
    refused(() => running.sendEvent("e", 1, options as never), "too" in options ? "PD2053" : "PD2120", ""),
  );

  it.each([
    [{ status: "parkt" }, "PD2120"],
    [{ status: ["parked", "parkt"] }, "PD2120"],
    [{ reason: "poison" }, "PD2120"],
    [{ limit: -1 }, "PD2120"],
    [{ limit: 1.5 }, "PD2120"],
    [{ after: "abc" }, "PD2120"],
    [{ after: 12 }, "PD2120"],
    [{ createdFrom: new Date(NaN) }, "PD2120"],
    [{ functionId: "x" }, "PD2120"],
    [{ state: "parked" }, "PD2053"],
    [null, "PD2121"],
  ])("list(%o)", (options, code) => refused(() => running.list(options as never), code, "engine.list"));

  it.each([
    [{ limit: -1 }, "PD2120"],
    [{ expired: "yes" }, "PD2120"],
    [{ old: true }, "PD2053"],
  ])("events(%o)", (options, code) => refused(() => running.events(options as never), code, "engine.events"));

  it.each(["", 7, null, undefined])("%o for the id of what it resumes, retries or ends", async (id) => {
    await refused(() => running.resume(id as never), "PD2060", "engine.resume");
    await refused(() => running.retry(id as never), "PD2060", "engine.retry");
    await refused(() => running.end(id as never), "PD2060", "engine.end");
  });

  it("a reason that is no text", () =>
    refused(() => running.end("x", 7 as never), "PD2060", "for the reason"));

  it.each([{ drainMs: -1 }, { drainMs: "5s" }])("stop(%o), and goes on", async (options) => {
    await refused(() => running.stop(options as never), "PD2120", '"drainMs"');
    expect((await running.start(tea, [1], { id: "x" })).id).toBe("x");
  });
});

it("an event to an execution that has ended is dropped", async () => {
  await running.start(tea, [1], { id: "x" });
  await running.end("x");
  await running.whenIdle();
  await running.sendEvent("e", 1, { to: "x" });
  expect(await running.events()).toEqual([]);
});
