import { durable } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

const log: string[] = [];
const pool = durable.resource(
  "31 pool",
  () => {
    log.push("acquire");
    return { query: (text: string) => `${text} by pool`, socket: new WeakMap() };
  },
  () => void log.push("release"),
);

class Database {
  readonly #connections = new WeakMap();
  find(id: string): string {
    return `${id} ${String(this.#connections.has(this))}`;
  }
}
const database = durable.ref("31 database", () => new Database());

/** A service as dependency injection makes it. */
class Orders {
  private readonly db: Database;
  constructor(db: Database) {
    this.db = db;
  }
  find(id: string): string {
    return this.db.find(id);
  }
}

class Price {
  #cents: number;
  constructor(cents: number) {
    this.#cents = cents;
  }
  get cents(): number {
    return this.#cents;
  }
  [Symbol.for("perdure.serialize")](): number {
    return this.#cents;
  }
  static [Symbol.for("perdure.deserialize")](cents: number): Price {
    return new Price(cents);
  }
}

const usesPool = durable.flow({ name: "31 pool" }, async (ctx) => {
  const held = pool;
  const first = await ctx.run("one", async () => (await held.get()).query("one"));
  await ctx.sleep(1000);
  const second = await ctx.run("two", async () => (await held.get()).query("two"));
  return [first, second, held === pool];
});
const usesRef = durable.flow({ name: "31 ref" }, async (ctx) => {
  const orders = new Orders(database);
  const price = new Price(5);
  await ctx.sleep(1000);
  const found = await ctx.run("find", () => orders.find("a"));
  await ctx.sleep(1000);
  return [found, orders.find("b"), price.cents];
});
const usesUsing = durable.flow({ name: "31 using" }, async (ctx) => {
  const codes: unknown[] = [];
  try {
    using held = pool as unknown as Disposable;
    await ctx.sleep(1);
    codes.push(held);
  } catch (error) {
    codes.push((error as { code?: string }).code);
  }
  try {
    await using held = pool as unknown as AsyncDisposable;
    await ctx.sleep(1);
    codes.push(held);
  } catch (error) {
    codes.push((error as { code?: string }).code);
  }
  return codes;
});

describe.each([false, true])("freezeDry: %s", (freezeDry) => {
  const run = async (flow: typeof usesPool | typeof usesRef | typeof usesUsing): Promise<unknown> => {
    const { engine: open, clock } = await newWorld();
    const engine = await open({ instruments: { freezeDry, isolateSteps: freezeDry } });
    const handle = await engine.start(flow as typeof usesPool, []);
    await runOut(engine, clock);
    return handle.result();
  };

  it("31: a resource is acquired once for the process, and no flow releases it", async () => {
    await pool.release();
    log.length = 0;
    expect(await run(usesPool)).toEqual(["one by pool", "two by pool", true]);
    expect(await run(usesPool)).toEqual(["one by pool", "two by pool", true]);
    expect(log).toEqual(["acquire"]);
    await pool.release();
    expect(log).toEqual(["acquire", "release"]);
  });

  it("31: `using` on a resource is refused", async () => {
    expect(await run(usesUsing)).toEqual(["PD2161", "PD2161"]);
  });

  it("31: an instance that holds a ref, and one with hooks, survive", async () => {
    expect(await run(usesRef)).toEqual(["a false", "b false", 5]);
  });
});

const late = durable.flow({ name: "31 late" }, async (ctx) => {
  const client = declareClient();
  await ctx.sleep(1000);
  return client.answer;
});

/** As the module does that a process loads, or does not. */
const declareClient = () => durable.ref("31 client", () => ({ answer: 42, socket: new WeakMap() }));

interface Registry {
  readonly references: Map<string, unknown>;
  readonly listeners: ReadonlySet<() => void>;
}

/** From here on this is a process that has not loaded that module. */
function forgetClient(): void {
  const { references, listeners } = (globalThis as unknown as Record<symbol, Registry>)[
    Symbol.for("perdure/1")
  ]!;
  references.delete("ref:31 client");
  for (const changed of listeners) changed();
}

it("31: an execution whose ref is missing waits for code, and goes on when it is declared", async () => {
  const { engine: open, clock, store } = await newWorld();
  const first = await open();
  await first.start(late, [], { id: "late" });
  await first.whenIdle();
  await first.stop();
  forgetClient();
  const second = await open();
  await runOut(second, clock);
  expect(await store.find("late")).toMatchObject({ status: "parked", reason: "needs_code" });
  expect((await store.find("late"))!.detail).toContain("ref:31 client");
  await second.stop();
  declareClient();
  const third = await open();
  await runOut(third, clock);
  expect(await third.get("late").result()).toBe(42);
});

it("3: a running engine goes on with it when the ref is declared, and its engine does not try in vain", async () => {
  const { engine: open, clock, store, commits } = await newWorld();
  const first = await open();
  await first.start(late, [], { id: "later" });
  await first.whenIdle();
  await first.stop();
  forgetClient();
  const [second, third] = [await open(), await open()];
  await runOut(second, clock);
  await runOut(third, clock);
  expect(commits.filter(({ kind }) => kind === "park")).toHaveLength(1);
  expect(await store.find("later")).toMatchObject({ status: "parked", reason: "needs_code" });
  declareClient();
  await expect.poll(async () => (await store.find("later"))!.status).toBe("completed");
  expect(await second.get("later").result()).toBe(42);
});
