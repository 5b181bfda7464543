import { describe, expect, it } from "vitest";
import { AWAIT, CALL, DONE, NEXT, THROW, YIELD, type Checkpoint, type Machine } from "../machine/abi.js";
import { closure, fn } from "../machine/closure.js";
import { machine } from "../machine/compiled.js";
import { delegateAsync, delegateCall, delegateTake } from "../generators/index.js";
import { generatorState } from "../generators/state.js";
import type { Delegation } from "../generators/delegation.js";
import type { Outcome } from "../promises/outcome.js";
import { encodeExecution } from "./encode-execution.js";
import { RestoreError } from "./restore-execution.js";
import { newLive, quiet, settleAll } from "./testing/live.js";

/** Async generators driven in turns, stored and restored at every durable await. */
interface Context {
  sleep(durationMs: number): Promise<unknown>;
}
type Call = readonly ["next" | "return" | "throw", unknown?];

const FILE = "shop/src/turns.ts";
const point = (key: string, kind: Checkpoint["kind"], live: string[]): Checkpoint => {
  return { key, kind, line: 1, column: 1, source: key, live };
};
const base = { abi: 1 as const, hash: "h1", file: "src/turns.ts" };

/** `async function* (ctx, log) { try { await ctx.sleep(1); const x = yield "one"; await ctx.sleep(2); yield x; } finally { await ctx.sleep(3); log.push("closed"); } }` */
const body: Machine = {
  ...base,
  id: `${FILE}#body`,
  name: "body",
  kind: "asyncGenerator",
  bind: (scope: never, ctx: never, log: never) => ({
    scope,
    ctx,
    log,
    x: undefined,
    $k: undefined,
    $v: undefined,
  }),
  step(frame, how, value) {
    const l = frame.locals as { ctx: Context; log: string[]; x: unknown; $k: number; $v: unknown };
    const sleep = (ms: number, pc: number): typeof AWAIT => {
      frame.out = l.ctx.sleep(ms);
      frame.pc = pc;
      return AWAIT;
    };
    const finish = (how: number, value: unknown): typeof AWAIT => {
      [l.$k, l.$v] = [how, value];
      return sleep(3, 9);
    };
    if (frame.pc === 0) return sleep(1, 1);
    if (frame.pc === 9) {
      if (how === THROW) throw value;
      l.log.push("closed");
      if (l.$k === THROW) throw l.$v;
      frame.out = l.$v;
      return DONE;
    }
    if (how !== NEXT) return finish(how, value);
    switch (frame.pc) {
      case 1:
        frame.out = "one";
        frame.pc = 2;
        return YIELD;
      case 2:
        l.x = value;
        return sleep(2, 3);
      case 3:
        frame.out = l.x;
        frame.pc = 4;
        return YIELD;
      default:
        return finish(NEXT, "result");
    }
  },
  checkpoints: {
    1: point("sleep-1", "await", ["ctx", "log"]),
    2: point("yield-1", "yield", ["ctx", "log"]),
    3: point("sleep-2", "await", ["ctx", "log", "x"]),
    4: point("yield-2", "yield", ["ctx", "log"]),
    9: point("sleep-3", "await", ["log", "$k", "$v"]),
  },
};
closure({ id: body.id, hash: "h1", scopes: ["s"], machine: body, length: 2, form: "function" });

/** `async function* (inner) { return ["its value", yield* inner]; }` */
const all: Machine = {
  ...base,
  id: `${FILE}#all`,
  name: "all",
  kind: "asyncGenerator",
  bind: (inner: never) => ({ inner, $d: undefined }),
  step(frame, how, value) {
    const l = frame.locals as { inner: unknown; $d: Delegation };
    if (frame.pc === 0) [l.$d, how, value] = [delegateAsync(l.inner), NEXT, undefined];
    if (frame.pc !== 1) {
      frame.pc = 1;
      return delegateCall(frame, l.$d, how, value);
    }
    if (how === THROW) throw value;
    delegateTake(l.$d, value);
    frame.out = l.$d.done && !l.$d.returned ? ["its value", l.$d.value] : l.$d.value;
    if (l.$d.done) return DONE;
    frame.pc = 2;
    return YIELD;
  },
  checkpoints: { 1: point("call", "call", ["$d"]), 2: point("yield", "yield", ["$d"]) },
};
const compiledAll = machine(all) as unknown as (inner: unknown) => AsyncGenerator<unknown, unknown, unknown>;

/** Makes the calls one after the other, each awaited where it is made, and gives what came of them. */
const mainCode: Machine = {
  ...base,
  id: `${FILE}#main`,
  name: "main",
  kind: "async",
  bind: (ctx: never, delegated: never, calls: never) => ({
    ctx,
    delegated,
    calls,
    log: [],
    gave: [],
    g: undefined,
    i: 0,
  }),
  step(frame, how, value) {
    const l = frame.locals as {
      ctx: Context;
      delegated: boolean;
      calls: Call[];
      log: string[];
      gave: unknown[];
      g: AsyncGenerator & Record<string, unknown>;
      i: number;
    };
    if (frame.pc === 0) {
      const make = fn(body.id, undefined, {}) as (ctx: Context, log: string[]) => unknown;
      const inner = make(l.ctx, l.log);
      l.g = (l.delegated ? compiledAll(inner) : inner) as typeof l.g;
      l.g["itself"] = l.g;
    } else {
      l.gave.push(how === THROW ? `threw ${String(value)}` : value);
      if (l.g["itself"] !== l.g) throw new Error("another generator");
    }
    if (l.i === l.calls.length) {
      frame.out = [l.gave, l.log];
      return DONE;
    }
    const [name, argument] = l.calls[l.i++]!;
    frame.out = l.g[name];
    frame.receiver = l.g;
    frame.args = [argument];
    frame.pc = 1;
    return CALL;
  },
  checkpoints: { 1: point("call", "call", ["ctx", "calls", "log", "gave", "g", "i"]) },
};
const main = machine(mainCode);

/** Runs `main` in turns. With `freeze`, what goes on after each durable await has been stored and restored. */
async function inTurns(
  freeze: boolean,
  code: Machine,
  args: readonly unknown[],
  texts: string[] = [],
): Promise<Outcome> {
  let live = newLive();
  live.begin(code, [live.context, ...args]);
  for (let answer = 0; ; answer++) {
    await quiet(live);
    if (live.main.outcome) return live.main.outcome;
    const { text } = encodeExecution(live);
    texts.push(text);
    if (freeze) live = newLive(text);
    await settleAll(live, `answer ${answer}`);
  }
}

const scripts: Record<string, Call[]> = {
  "to its end and beyond": [
    ["next"],
    ["next", "x"],
    ["next"],
    ["next"],
    ["return", "late"],
    ["throw", "later"],
  ],
  "return in the middle": [["next"], ["return", "r"], ["next"]],
  "throw in the middle": [["next"], ["throw", "t"], ["next"]],
  "return at the start": [["return", "r"], ["next"]],
  "throw at the start": [["throw", "t"], ["next"]],
};

describe("an async generator in turns", () => {
  for (const [name, calls] of Object.entries(scripts)) {
    for (const delegated of [false, true]) {
      it(`${name}${delegated ? ", through yield*" : ""}: in memory, in turns and after restores`, async () => {
        const ctx = { sleep: async () => {} };
        const inMemory = await (main as unknown as (...args: unknown[]) => Promise<unknown>)(
          ctx,
          delegated,
          calls,
        );
        expect(await inTurns(false, mainCode, [delegated, calls])).toEqual({ value: inMemory });
        expect(await inTurns(true, mainCode, [delegated, calls])).toEqual({ value: inMemory });
      });
    }
  }

  it("keeps its body among the task's frames while it runs", async () => {
    const texts: string[] = [];
    await inTurns(true, mainCode, [false, [["next"], ["next", "x"]] satisfies Call[]], texts);
    const [first] = texts.map(
      (text) => JSON.parse(text) as { tasks: { frames: { place: string; generator?: unknown }[] }[] },
    );
    expect(first!.tasks[0]!.frames.map(({ generator }) => generator !== undefined)).toEqual([true, false]);
  });

  it("a `return` awaits its value durably", async () => {
    const awaitsReturn: Machine = {
      ...base,
      id: `${FILE}#returns`,
      name: "returns",
      kind: "async",
      bind: (ctx: never, begun: never) => ({ ctx, begun, g: undefined }),
      step(frame, how, value) {
        const l = frame.locals as { ctx: Context; begun: boolean; g: AsyncGenerator };
        if (how === THROW) throw value;
        if (frame.pc === 0) {
          l.g = (fn(body.id, undefined, {}) as (ctx: Context, log: string[]) => AsyncGenerator)(l.ctx, []);
        }
        if (frame.pc === 2) {
          frame.out = [value, generatorState(l.g)!.at];
          return DONE;
        }
        const next = frame.pc === 0 && l.begun;
        frame.receiver = l.g;
        frame.out = next ? l.g.next : l.g.return;
        frame.args = next ? [] : [l.ctx.sleep(9)];
        frame.pc = next ? 1 : 2;
        return CALL;
      },
      checkpoints: { 1: point("next", "call", ["ctx", "g"]), 2: point("return", "call", ["g"]) },
    };
    machine(awaitsReturn);
    for (const begun of [false, true]) {
      const value = begun ? "answer 1" : "answer 0";
      expect(await inTurns(true, awaitsReturn, [begun])).toEqual({ value: [{ value, done: true }, "done"] });
    }
  });

  it("an edited body parks the execution", async () => {
    const texts: string[] = [];
    await inTurns(false, mainCode, [false, [["next"], ["next"]] satisfies Call[]], texts);
    const gone = texts[0]!.replace('"at":"sleep-1"', '"at":"sleep-old"');
    expect(gone).not.toBe(texts[0]);
    expect(() => newLive(gone)).toThrow(expect.objectContaining({ reason: "needs_migration" }));
  });

  it("a frame of a generator that is not running is unreadable", async () => {
    const texts: string[] = [];
    await inTurns(false, mainCode, [false, [["next"]] satisfies Call[]], texts);
    const wrong = texts[0]!.replace('"at":"running"', '"at":"done"');
    expect(wrong).not.toBe(texts[0]);
    const restore = () => newLive(wrong);
    expect(restore).toThrow(RestoreError);
    expect(restore).toThrow("a generator that is not running has a frame");
  });
});
