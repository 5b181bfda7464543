import { durable, type Log, type Logger } from "perdure";
import { redacted } from "perdure/engine";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "./engine-in-memory.js";

const gates: (() => void)[] = [];

const talking = durable.flow({ name: "talking", maxRetries: 1, retryDelay: 1 }, async (ctx) => {
  ctx.log.info("begins");
  ctx.log.debug({ order: 7, card: { number: "4111" } }, "about to pay");
  if (ctx.attempt === 1) throw new Error("no");
  const { log } = ctx;
  await ctx.sleep("1 day");
  log.warn({ order: 7 });
  return { card: { number: "4111" } };
});

const gated = durable.flow({ name: "gated" }, async (ctx) => {
  await ctx.run("gate", () => new Promise<void>((open) => gates.push(open)));
});

const outside = durable.flow({ name: "outside" }, async () => {
  await new Promise<void>((open) => gates.push(open));
});

const refusing = durable.flow({ name: "refusing" }, async (ctx) => {
  ctx.setProgress({ password: "x", done: 1 });
  await ctx.run("step", () => 1);
});

const use = (log: Log): void => {
  log.debug("a");
  log.info({ a: 1 });
  log.warn({ a: 1 }, "b");
  log.error(new Error("c"), "d");
};

const levels = durable.function({ name: "levels" }, async (ctx) => use(ctx.log));

function recorder(): Logger & { lines: [string, object, string?][] } {
  const lines: [string, object, string?][] = [];
  const line = (level: string) => (details: object, message?: string) =>
    void lines.push(message === undefined ? [level, details] : [level, details, message]);
  return { lines, debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };
}

describe("ctx.log", () => {
  it("carries the execution, its function and the attempt; named fields are hidden, for people only", async () => {
    const { engine, clock } = await newWorld();
    const logger = recorder();
    const running = await engine({ logger, redact: ["card.number"] });
    const handle = await running.start(talking, [], { id: "t" });
    await runOut(running, clock);
    expect(await handle.result()).toEqual({ card: { number: "4111" } });
    const about = (attempt: number) => ({
      execution: "t",
      function: expect.stringMatching(/#talking$/) as string,
      attempt,
    });
    const attempt = (n: number) => [
      ["info", about(n), "begins"],
      ["debug", { ...about(n), order: 7, card: { number: "[redacted]" } }, "about to pay"],
    ];
    expect(logger.lines).toEqual([...attempt(1), ...attempt(2), ["warn", { ...about(2), order: 7 }]]);
  });

  it("has all levels in its type", async () => {
    const { engine } = await newWorld();
    const logger = recorder();
    await (await (await engine({ logger })).start(levels, [])).result();
    expect(logger.lines.map(([level]) => level)).toEqual(["debug", "info", "warn", "error"]);
  });
});

describe("the engine's own lines", () => {
  it("hide named fields", async () => {
    const { engine, store } = await newWorld();
    const logger = recorder();
    let failed = false;
    const failing = new Proxy(store, {
      get:
        (target, name) =>
        (...args: unknown[]) => {
          if (name !== "commit" || failed) return Reflect.apply(target[name as "load"], target, args);
          failed = true;
          return Promise.reject(Object.assign(new Error("full"), { token: "x" }));
        },
    });
    const running = await engine({ store: failing, logger, redact: ["token"] });
    await running.start(refusing, []);
    await running.whenIdle();
    expect(logger.lines[0]).toMatchObject([
      "warn",
      { err: { message: "full", token: "[redacted]" } },
      "a commit failed; the execution is loaded again",
    ]);
  });

  it("say what a stop cuts off", async () => {
    const { engine } = await newWorld();
    const logger = recorder();
    const first = await engine({ logger });
    await first.start(gated, [], { id: "g" });
    await first.start(outside, [], { id: "o" });
    await expect.poll(() => gates.length).toBe(2);
    await first.stop({ drainMs: 10 });
    expect(logger.lines).toEqual([
      ["warn", { steps: ["g/1"], count: 1 }, expect.stringContaining("under the same keys")],
      ["warn", { executions: ["o"], count: 1 }, expect.stringContaining("not durable")],
    ]);
  });

  it("say nothing where all has come to its end", async () => {
    const { engine } = await newWorld();
    const logger = recorder();
    gates.length = 0;
    const first = await engine({ logger });
    const handle = await first.start(gated, []);
    await expect.poll(() => gates.length).toBe(1);
    const stopped = first.stop();
    gates[0]!();
    await stopped;
    expect(logger.lines).toEqual([]);
    const second = await engine();
    await second.get(handle.id).result();
    expect(gates).toHaveLength(1);
  });
});

describe("redacted, for tools", () => {
  it("shows progress without the values of named fields", async () => {
    const { engine } = await newWorld();
    const handle = await (await engine()).start(refusing, []);
    await handle.result();
    expect(await handle.progress()).toEqual({ password: "x", done: 1 });
    expect(redacted(await handle.progress(), ["password"])).toEqual({ password: "[redacted]", done: 1 });
  });
});
