import { runMode, type Mode } from "@perdure/testing";
import {
  CancelledError,
  durable,
  ForeignWaitError,
  InterruptedError,
  UnhandledTaskError,
  type DurableContext,
  type DurableFunction,
} from "perdure";
import { beforeEach, describe, expect, it } from "vitest";

// What plain mode cannot say, or says otherwise: each mode's own result.
const ENGINE_MODES: readonly Mode[] = ["compiled", "freezeDried", "killed"];

/** What the programs below did to the world outside. */
const world = { payments: 0, resolve: undefined as ((value: unknown) => void) | undefined };
beforeEach(() => {
  world.payments = 0;
  world.resolve = undefined;
});
const pay = (): number => ++world.payments;

// Code that is not compiled, as libraries have it: no context among its parameters.
async function retry<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if ((error as { readonly retryable?: boolean }).retryable === false) throw error;
    return await attempt();
  }
}
const inLibrary = {
  all: (list: readonly unknown[]) => Promise.all(list),
  wrapped: <T>(promise: Promise<T>) =>
    new Promise<T>((resolve, reject) => void promise.then(resolve, reject)),
  after: <T>(ms: number, value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), ms)),
  keep: (resolve: (value: unknown) => void) => void (world.resolve = resolve),
};

async function payLater(ctx: DurableContext): Promise<number> {
  await ctx.sleep(1);
  return ctx.run("pay", pay);
}

async function nameOf(ctx: DurableContext, wait: () => Promise<unknown>): Promise<string> {
  try {
    const value = await wait();
    return `gave ${String(value)}`;
  } catch (error) {
    void ctx;
    return error instanceof ForeignWaitError ? `refused ${error.message.split("\n")[0]!}` : String(error);
  }
}

const retried = durable.flow({ name: "retried by a library" }, async (ctx) => {
  const first = await nameOf(ctx, () => retry(() => ctx.run("pay", pay)));
  return [first, await ctx.run("after", () => "after")];
});
const combined = durable.flow({ name: "combined by a library" }, async (ctx) => [
  await nameOf(ctx, () => inLibrary.all([ctx.run("pay", pay)])),
  await nameOf(ctx, () => inLibrary.wrapped(ctx.run("pay", pay))),
  await nameOf(ctx, () => inLibrary.wrapped(Promise.all([ctx.run("pay", pay)]))),
]);
const derived = durable.flow({ name: "derived for a library" }, async (ctx) => [
  await nameOf(ctx, () => retry(() => ctx.run("pay", pay).then((n) => n + 1))),
  await nameOf(ctx, () => retry(async () => (await ctx.run("pay", pay)) + 1)),
  await nameOf(ctx, () => retry(() => Promise.resolve().then(() => ctx.run("pay", pay)))),
  await nameOf(ctx, () => retry(() => payLater(ctx))),
]);
const sent = durable.flow({ name: "sent before" }, async (ctx) => {
  const event = ctx.waitForEvent("for the library");
  const task = (async () => `task: ${String(await event)}`)();
  await ctx.sleep(1);
  const refused = [
    await nameOf(ctx, () => inLibrary.wrapped(event)),
    await nameOf(ctx, () => inLibrary.wrapped(task)),
  ];
  await ctx.sendEvent("for the library", "it came");
  return [refused, await event, await task];
});
const settled = durable.flow({ name: "settled before" }, async (ctx) => {
  const paid = ctx.run("pay", () => "paid");
  const failed = ctx.run("fail", () => Promise.reject(new RangeError("failed")));
  await Promise.allSettled([paid, failed]);
  await ctx.sleep(1);
  const free = (async () => "a task without operations")();
  return [
    await inLibrary.all([paid, free]),
    await nameOf(ctx, () => inLibrary.wrapped(failed)),
    await nameOf(ctx, () => inLibrary.wrapped(Promise.race([paid, free]))),
  ];
});

const interrupted = durable.flow({ name: "beside a foreign promise" }, async (ctx) => {
  const waits = async () => {
    const handle = new WeakMap<object, number>();
    const key = {};
    handle.set(key, 1);
    try {
      return await inLibrary.after(30, "from memory");
    } catch (error) {
      let used: unknown;
      try {
        used = handle.has(key);
      } catch (tombstone) {
        used = tombstone instanceof InterruptedError;
      }
      return [error instanceof InterruptedError, used];
    }
  };
  const outside = waits();
  const leg = Promise.all([inLibrary.after(30, "leg")]).catch(
    (error: unknown) => error instanceof InterruptedError,
  );
  const inside = await ctx.run("beside", () => "stored");
  return [inside, await outside, await leg];
});

const unhandled = durable.flow({ name: "with an unhandled task" }, async (ctx) => {
  const fails = async (text: string) => {
    await ctx.sleep(5);
    throw new RangeError(text);
  };
  const log: unknown[] = [];
  const note = (error: unknown) => {
    const { cause } = error as UnhandledTaskError;
    log.push(error instanceof UnhandledTaskError, cause instanceof RangeError, String(cause));
  };
  void fails("at a sleep");
  try {
    await ctx.sleep(1000);
  } catch (error) {
    note(error);
  }
  void fails("in a chain").then(() => 0);
  try {
    await Promise.all([ctx.sleep(1000), ctx.sleep(2000)]);
  } catch (error) {
    note(error);
  }
  const caught = fails("handled in time");
  await ctx.sleep(1);
  log.push(await caught.catch(String), await ctx.run("after", () => "after"));
  return log;
});

const silent = durable.flow({ name: "with a task that fails after the end" }, async (ctx) => {
  void (async () => {
    await ctx.sleep(10);
    throw new Error("nobody can hear it");
  })();
  return "returned";
});

async function guarded(ctx: DurableContext, name: string): Promise<string> {
  const log = await ctx.state.get<string[]>(name, []);
  try {
    await ctx.sleep(1000);
    return "slept";
  } catch (error) {
    log.push(`${name} ${error instanceof CancelledError}`);
    throw error;
  } finally {
    log.push(await ctx.run(`clean up ${name}`, () => "cleaned up"));
    await ctx.state.set(name, log);
  }
}
async function failing(ctx: DurableContext): Promise<never> {
  await ctx.sleep(5);
  throw new RangeError("the first failure");
}
async function ticking(ctx: DurableContext): Promise<string> {
  await ctx.sleep(5);
  for (let i = 0; i < 10; i++) await Promise.resolve();
  return "ended before it could be told";
}
const sleeper = durable.flow({ name: "a child to be cancelled" }, async (ctx) => {
  await ctx.sleep(100_000);
});
const cancelled = durable.flow({ name: "a spawn with a failure" }, async (ctx) => {
  const before = ctx.now();
  let failure = "";
  try {
    await ctx.spawn([
      ["a", guarded, "a"],
      ["b", failing],
      ["c", guarded, "c"],
      ["d", sleeper],
      ["e", ticking],
    ]);
  } catch (error) {
    failure = String(error);
  }
  const waitedMs = ctx.now() - before;
  return [failure, waitedMs, await ctx.state.get("a"), await ctx.state.get("c")];
});

const between = durable.flow({ name: "a task that is cancelled between two ticks" }, async (ctx) => {
  const log: string[] = [];
  const gate = ctx.sleep(5);
  const busy = async (): Promise<string> => {
    await gate;
    try {
      for (let i = 0; i < 10; i++) await Promise.resolve();
      log.push("came to its end");
    } catch (error) {
      log.push(String(error instanceof CancelledError));
    }
    await ctx.sleep(1);
    log.push("went on once");
    return "its result";
  };
  const fails = async (): Promise<never> => {
    await gate;
    throw new RangeError("failed");
  };
  const ends = await ctx
    .spawn([
      ["busy", busy],
      ["fails", fails],
    ])
    .catch(String);
  return [ends, ...log];
});

const kept = durable.flow({ name: "a resolver that is kept" }, async (ctx) => {
  const thenable = {
    then(resolve: (value: unknown) => void) {
      inLibrary.keep(resolve);
      resolve(1);
    },
  };
  return (await ctx.run("step", () => 1)) + ((await thenable) as number);
});

const square = durable.flow({ name: "a child that is called" }, async (ctx, n: number) => {
  await ctx.sleep(n);
  return n * n;
});
const children = durable.flow({ name: "calls of durable functions" }, async (ctx) => {
  const later = square(3);
  const list = [1, 2].map((n) => square(n));
  const now = await square(4);
  await ctx.sleep(1);
  return [now, await later, await Promise.all(list)];
});

const resultOf = async (mode: Mode, fn: DurableFunction<[], unknown>): Promise<unknown> => {
  const { outcome } = await runMode(mode, fn, []);
  if ("error" in outcome) throw outcome.error;
  return outcome.value;
};

describe.each(ENGINE_MODES)("%s", (mode) => {
  const refusal = (what: string): string => `refused Code that is not compiled waits for ${what}.`;

  it("refuses a retry by a library, and sends nothing (rule 11)", async () => {
    expect(await resultOf(mode, retried)).toEqual([refusal('ctx.run("pay")'), "after"]);
    expect(world.payments).toBe(0);
  });

  it("refuses combinations and wrappers of a library (rule 11)", async () => {
    expect(await resultOf(mode, combined)).toEqual(Array(3).fill(refusal('ctx.run("pay")')));
    expect(world.payments).toBe(0);
  });

  it("refuses what leads to an operation: chains, tasks, jobs, helpers (rule 11)", async () => {
    const pays = refusal('ctx.run("pay")');
    expect(await resultOf(mode, derived)).toEqual([pays, pays, pays, refusal("ctx.sleep")]);
    expect(world.payments).toBe(0);
  });

  it("refuses the library alone where the operation was sent before (rule 11)", async () => {
    const event = refusal('ctx.waitForEvent("for the library")');
    expect(await resultOf(mode, sent)).toEqual([[event, event], "it came", "task: it came"]);
  });

  it("lets a library read what has settled, and wait for tasks without operations (rule 11)", async () => {
    const free = ["paid", "a task without operations"];
    expect(await resultOf(mode, settled)).toEqual([free, "RangeError: failed", "gave paid"]);
  });

  it("interrupts waits for foreign promises beside a commit, after a restore only (rule 12)", async () => {
    const isRestored = mode === "killed";
    const expected = isRestored ? [[true, true], true] : ["from memory", ["leg"]];
    expect(await resultOf(mode, interrupted)).toEqual(["stored", ...expected]);
  });

  it("throws what no task has handled into the function's await (rule 9)", async () => {
    const thrown = (text: string) => [true, true, `RangeError: ${text}`];
    const expected = [thrown("at a sleep"), thrown("in a chain"), ["RangeError: handled in time", "after"]];
    expect(await resultOf(mode, unhandled)).toEqual(expected.flat());
  });

  it("keeps the result where a task fails after the end (rule 9)", async () => {
    expect(await resultOf(mode, silent)).toBe("returned");
  });

  it("cancels the other tasks of a spawn with a failure, and awaits their clean-up (rule 19)", async () => {
    const log = (name: string) => [`${name} true`, "cleaned up"];
    expect(await resultOf(mode, cancelled)).toEqual(["RangeError: the first failure", 5, log("a"), log("c")]);
  });

  it("throws once into a task that is cancelled between two ticks (rule 19)", async () => {
    const expected = ["RangeError: failed", "true", "went on once"];
    expect(await resultOf(mode, between)).toEqual(expected);
  });

  it("starts a child where a durable function is called, at once and later (rule 18)", async () => {
    const { outcome, trace } = await runMode(mode, children, []);
    expect(outcome).toEqual({ value: [16, 9, [1, 4]] });
    expect(trace.map(({ kind }) => kind)).toEqual(["child", "child", "child", "child", "sleep"]);
  });

  it("lets a resolver that has done its work be called after the end, as by a timer", async () => {
    expect(await resultOf(mode, kept)).toBe(2);
    expect(() => world.resolve!(2)).not.toThrow();
  });
});
