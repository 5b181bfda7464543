import { describe, expect, it } from "vitest";
import { AWAIT, CALL, DONE, THROW, type Machine } from "../machine/abi.js";
import { closure, fn } from "../machine/closure.js";
import { machine } from "../machine/compiled.js";
import { compiledAsyncTwo, nativeAsyncTwo } from "../generators/testing/machines.js";
import { withTicks } from "../generators/testing/ticks.js";

type Log = (what: string) => void;
type Helper = (log: Log) => unknown;

const base = { abi: 1 as const, hash: "h1", file: "src/memory.ts", kind: "async" as const, checkpoints: {} };

/** `async (log, helper) => { for (let i = 0; i < 2; i++) try { log(await helper(log)) } catch (e) { log(e) } }` */
const callTwice = machine({
  ...base,
  id: "shop/src/memory.ts#callTwice",
  name: "callTwice",
  bind: (log: never, helper: never) => ({ log, helper, i: 0 }),
  step(frame, how, value) {
    const l = frame.locals as { log: Log; helper: Helper; i: number };
    if (frame.pc === 1) l.log(`${how === THROW ? "caught" : "got"} ${String(value)}`);
    if (l.i++ === 2) return DONE;
    frame.out = l.helper;
    frame.args = [l.log];
    frame.pc = 1;
    return CALL;
  },
}) as unknown as (log: Log, helper: Helper) => Promise<void>;

async function nativeCallTwice(log: Log, helper: Helper): Promise<void> {
  for (let i = 0; i < 2; i++) {
    try {
      log(`got ${String(await helper(log))}`);
    } catch (error) {
      log(`caught ${String(error)}`);
    }
  }
}

/** An async function of one statement, `end`, after an await of each operand. */
function helper(name: string, operands: () => readonly unknown[], end: () => unknown): Helper {
  return machine({
    ...base,
    id: `shop/src/memory.ts#${name}`,
    name,
    bind: () => ({ operands: operands() }),
    step(frame, how, value) {
      if (how === THROW) throw value;
      const left = frame.locals["operands"] as unknown[];
      if (left.length > 0) {
        [frame.out, ...(frame.locals as { operands: unknown[] }).operands] = left;
        return AWAIT;
      }
      frame.out = end();
      return DONE;
    },
  }) as unknown as Helper;
}

const nativeHelper =
  (operands: () => readonly unknown[], end: () => unknown): Helper =>
  async () => {
    for (const operand of operands()) await operand;
    return end();
  };

class Slow extends Promise<unknown> {}
const fails = (): never => {
  throw new Error("end");
};
const thenable = () => ({ then: (ok: (value: string) => void) => ok("thenable") });
const getter = () => ({
  get then(): never {
    throw new Error("getter");
  },
});

/** Awaiting it throws at once. */
const withoutConstructor = () =>
  Object.defineProperty(Promise.resolve(1), "constructor", {
    get(): never {
      throw new Error("constructor");
    },
  });
const ofAnotherClass = () => Object.defineProperty(Promise.resolve(1), "constructor", { value: Slow });
const looksLikeAPromise = () => Object.create(Promise.prototype) as unknown;
function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable(Promise.resolve(1), {});
  revoke();
  return proxy;
}

const cases: Record<string, [operands: () => readonly unknown[], end: () => unknown]> = {
  "a value": [() => [], () => 1],
  "an object": [() => [], () => ({})],
  "an error": [() => [], fails],
  "a promise": [() => [], () => Promise.resolve(1)],
  "a promise that rejects": [() => [], () => Promise.reject(new Error("no"))],
  "a thenable": [() => [], thenable],
  "a promise of a subclass": [() => [], () => Slow.resolve(1)],
  "awaits of values": [() => [1, {}, undefined], () => 1],
  "awaits of promises": [() => [Promise.resolve(1), Slow.resolve(2), thenable()], () => 1],
  "an await that rejects": [() => [1, Promise.reject(new Error("no"))], () => 1],
  "an await whose constructor throws": [() => [withoutConstructor()], () => 1],
  "an await of a promise that says to be another": [() => [ofAnotherClass()], () => 1],
  "an await of what only looks like a promise": [() => [looksLikeAPromise()], () => 1],
  "an await of a revoked proxy": [() => [revoked()], () => 1],
  "awaits of functions and symbols": [() => [() => 1, Symbol("s"), null], () => 1],
  "an await whose then throws": [() => [getter()], () => 1],
};

/** What happens, and in which tick. */
async function traced(run: (log: Log) => Promise<unknown>): Promise<string[]> {
  const events: string[] = [];
  await withTicks(events, () => run((what) => void events.push(what)));
  return events;
}

describe("a compiled function in memory takes the ticks of the native one", () => {
  for (const [what, [operands, end]] of Object.entries(cases)) {
    it(`a helper with ${what}`, async () => {
      const native = await traced((log) => nativeCallTwice(log, nativeHelper(operands, end)));
      const compiled = helper(what, operands, end);
      expect(await traced((log) => callTwice(log, compiled))).toEqual(native);
      expect(await traced((log) => nativeCallTwice(log, compiled))).toEqual(native);
      expect(await traced((log) => callTwice(log, nativeHelper(operands, end)))).toEqual(native);
    });
  }

  it("a callee that is no function", async () => {
    const events = await traced((log) => callTwice(log, 5 as unknown as Helper));
    expect(events.filter((event) => event.startsWith("caught TypeError"))).toHaveLength(2);
  });
});

describe("a closure that is called", () => {
  const recurse: Machine = {
    ...base,
    id: "shop/src/memory.ts#recurse",
    name: "recurse",
    usesThis: true,
    bind: (scope: never, depth: never) => ({ scope, depth }),
    step(this: unknown, frame, how, value) {
      const { scope, depth } = frame.locals as {
        scope: { self: unknown; seen: Set<unknown> };
        depth: number;
      };
      if (how === THROW) throw value;
      scope.seen.add(this);
      frame.out = depth === 0 ? scope.seen : value;
      if (depth === 0 || frame.pc === 1) return DONE;
      frame.out = scope.self;
      frame.receiver = "receiver";
      frame.args = [depth - 1];
      frame.pc = 1;
      return CALL;
    },
  };

  it("brings its scopes and an arrow's `this`, at any depth", async () => {
    for (const [form, expected] of [
      ["arrow", "made with"],
      ["method", "receiver"],
    ] as const) {
      closure({ id: recurse.id, hash: "h1", scopes: ["s"], machine: recurse, length: 1, form });
      const scope: Record<string, unknown> = { seen: new Set() };
      const self = (scope["self"] = fn(recurse.id, "made with", scope)) as (
        depth: number,
      ) => Promise<unknown>;
      const seen = await Reflect.apply(self, "receiver", [10_000]);
      expect([...(seen as Set<unknown>)]).toEqual([expected]);
    }
  });
});

describe("an async generator that several ask", () => {
  type Asked = AsyncGenerator<unknown, unknown, unknown>;
  const show = (log: Log, result: unknown): void => log(`got ${JSON.stringify(result)}`);

  /** `async (log, g) => { for (let i = 0; i < 3; i++) show(log, await g.next(i)) }` */
  const asks = machine({
    ...base,
    id: "shop/src/memory.ts#asks",
    name: "asks",
    bind: (log: never, g: never) => ({ log, g, i: 0 }),
    step(frame, how, value) {
      const l = frame.locals as { log: Log; g: Asked; i: number };
      if (how === THROW) throw value;
      if (frame.pc === 1) show(l.log, value);
      if (l.i === 3) return DONE;
      frame.out = l.g.next;
      frame.receiver = l.g;
      frame.args = [l.i++];
      frame.pc = 1;
      return CALL;
    },
  }) as unknown as (log: Log, g: Asked) => Promise<void>;

  const nativeAsks = async (log: Log, g: Asked): Promise<void> => {
    for (let i = 0; i < 3; i++) show(log, await g.next(i));
  };

  it("answers them in the order of the native one", async () => {
    const both = (ask: typeof asks, make: (log: string[]) => (first: unknown) => unknown) => {
      const inner: string[] = [];
      return traced(async (log) => {
        const g = make(inner)("first") as Asked;
        const others = [ask(log, g), g.next("other").then((result) => show(log, result)), ask(log, g)];
        await Promise.all(others);
        log(inner.join());
      });
    };
    expect(await both(asks, compiledAsyncTwo)).toEqual(await both(nativeAsks, nativeAsyncTwo));
  });
});
