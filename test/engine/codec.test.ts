import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { durable, NonRetryableError } from "perdure";
import { createEngine, openSqliteStore, type Engine, type EngineOptions } from "perdure/engine";
import { afterEach, describe, expect, it } from "vitest";
import { encryption } from "../../packages/runtime/src/store/codec/encryption.js";

const SECRET = "4111-1111-secret";
const silent = { warn() {}, error() {} };

const child = durable.flow({ name: "codec child" }, async (ctx, card: string) => {
  await ctx.sleep(1);
  return `child of ${card}`;
});

/** Uses everything that is stored: arguments, variables, state, steps, events, a child, progress, history, errors. */
const everything = durable.flow({ name: "codec everything" }, async (ctx, card: string) => {
  const held = { card, list: [card] };
  await ctx.state.set("card", card);
  ctx.setProgress({ card });
  const paid = await ctx.run(`charge ${card}`, () => `paid with ${card}`, { key: "pay" });
  const failed = await ctx
    .run("fail", () => {
      throw new NonRetryableError(`declined: ${card}`);
    })
    .catch((error: Error) => error.message);
  await ctx.sendEvent("codec other", { card });
  const inner = await ctx.call(child, card);
  const event = await ctx.waitForEvent<{ card: string }>("codec go");
  return { held, paid, failed, inner, event, state: await ctx.state.get("card") };
});
const failing = durable.flow({ name: "codec failing" }, async (ctx, card: string) => {
  await ctx.sleep(1);
  throw new Error(`no ${card}`);
});
const sleeper = durable.flow({ name: "codec sleeper" }, async (ctx, card: string) => {
  await ctx.sleep(5);
  return card;
});

const engines: Engine[] = [];
const directory = mkdtempSync(join(tmpdir(), "perdure-codec-"));
let files = 0;
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function open(store: string, options: EngineOptions = {}): Promise<Engine> {
  const engine = await createEngine({ store, logger: silent, pollMs: 5, ...options });
  engines.push(engine);
  return engine;
}

const newFile = (): string => join(mkdtempSync(join(tmpdir(), "perdure-codec-")), `${files++}.db`);

/** Everything that stands in a database's files, the write-ahead log too. */
const contentOf = (file: string): string =>
  readdirSync(join(file, ".."))
    .map((name) => readFileSync(join(file, "..", name), "latin1"))
    .join("\n");

async function runAll(engine: Engine): Promise<unknown> {
  const handle = await engine.start(everything, [SECRET], { id: "all", tags: ["shown-tag"] });
  const bad = await engine.start(failing, [SECRET], { id: "bad" });
  await expect(bad.result()).rejects.toThrow(`no ${SECRET}`);
  await engine.sendEvent("codec go", { card: SECRET });
  return handle.result();
}

const expected = {
  held: { card: SECRET, list: [SECRET] },
  paid: `paid with ${SECRET}`,
  failed: `declined: ${SECRET}`,
  inner: `child of ${SECRET}`,
  event: { card: SECRET },
  state: SECRET,
};

describe("an engine with a codec", () => {
  it("leaves no plain text in the file, while it runs and afterwards", async () => {
    const file = newFile();
    const engine = await open(file, { codec: encryption({ key: randomBytes(32) }) });
    const waiting = await engine.start(sleeper, [SECRET], { id: "asleep" });
    expect(await runAll(engine)).toEqual(expected);
    await engine.sendEvent("nobody", { card: SECRET });
    const content = contentOf(file);
    expect(content).toContain("shown-tag");
    expect(content).toContain("codec everything");
    expect(content).not.toContain(SECRET);
    expect(content).not.toContain("4111");
    await waiting.result();
    const entries = JSON.stringify(await engine.get("all").history());
    expect(entries).toContain(`charge ${SECRET}`);
    expect(entries).toContain(`declined: ${SECRET}`);
    await engine.stop();
    expect(contentOf(file)).not.toContain(SECRET);
  });

  it("without one the same search finds it", async () => {
    const file = newFile();
    expect(await runAll(await open(file))).toEqual(expected);
    expect(contentOf(file)).toContain(SECRET);
  });

  it("may compress", async () => {
    const file = newFile();
    const codec = {
      encode: (text: string) => deflateRawSync(text).toString("base64"),
      decode: (text: string) => inflateRawSync(Buffer.from(text, "base64")).toString(),
    };
    expect(await runAll(await open(file, { codec }))).toEqual(expected);
    expect(contentOf(file)).not.toContain(SECRET);
  });

  it("finds an execution again by its id and arguments", async () => {
    const engine = await open(newFile(), { codec: encryption({ key: randomBytes(32) }) });
    await engine.start(sleeper, [SECRET], { id: "same" });
    expect(await (await engine.start(sleeper, [SECRET], { id: "same" })).result()).toBe(SECRET);
    await expect(engine.start(sleeper, ["other"], { id: "same" })).rejects.toMatchObject({ code: "PD2070" });
  });

  it("with another key parks as needs_code, and goes on where the key is", async () => {
    const file = newFile();
    const key = randomBytes(32);
    const first = await open(file, { codec: encryption({ key }) });
    for (const id of ["one", "two"]) await first.start(sleeper, [SECRET], { id });
    await first.stop();
    const wrong = await open(file, { codec: encryption({ key: randomBytes(32) }) });
    await expect.poll(async () => (await wrong.get("one").info())?.status).toBe("parked");
    expect(await wrong.get("one").info()).toMatchObject({
      reason: "needs_code",
      detail: /there is no key/ as never,
    });
    expect(await (await wrong.start(sleeper, ["new"])).result()).toBe("new");
    await wrong.stop();
    const right = await open(file, { codec: encryption({ key: randomBytes(32), olderKeys: [key] }) });
    expect(await right.get("one").result()).toBe(SECRET);
    expect(await right.get("two").result()).toBe(SECRET);
  });

  it("reads what was stored without one where it is told to", async () => {
    const file = newFile();
    const first = await open(file);
    await first.start(sleeper, [SECRET], { id: "plain" });
    await first.stop();
    const key = randomBytes(32);
    const strict = await open(file, { codec: encryption({ key }) });
    await expect.poll(async () => (await strict.get("plain").info())?.status).toBe("parked");
    await strict.stop();
    const lenient = await open(file, { codec: encryption({ key, readsPlain: true }) });
    expect(await lenient.get("plain").result()).toBe(SECRET);
  });

  it("whose encode fails hurts the execution alone that it fails for", async () => {
    const codec = {
      encode(text: string) {
        if (text.includes("refuse me")) throw new Error("will not");
        return text;
      },
      decode: (text: string) => text,
    };
    const engine = await open(newFile(), { codec });
    await expect(engine.start(sleeper, ["refuse me"])).rejects.toThrow("will not");
    expect(await (await engine.start(sleeper, ["fine"])).result()).toBe("fine");
  });

  it.each([[{}], ["aes"], [{ encode: () => "" }], [null]])("refuses %o", async (codec) => {
    await expect(open(":memory:", { codec: codec as never })).rejects.toMatchObject({ code: "PD2120" });
  });
});

it("a transaction's outcome goes through the codec", async () => {
  const file = newFile();
  const store = await openSqliteStore({ file });
  const engine = await open(file, { store, codec: encryption({ key: randomBytes(32) }) } as EngineOptions);
  expect(await (await engine.start(transacting, [SECRET])).result()).toBe(`row ${SECRET}`);
  expect(contentOf(file)).not.toContain(SECRET);
  await engine.stop();
  await store.close();
});

const transacting = durable.flow({ name: "codec transaction" }, async (ctx, card: string) => {
  const row = await ctx.transaction(() => `row ${card}`);
  await ctx.sleep(1);
  return row;
});
