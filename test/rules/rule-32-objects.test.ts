import { setTimeout as delay } from "node:timers/promises";
import {
  DeadlockError,
  durable,
  DurableObject,
  ObjectMissingError,
  ParkedError,
  TimeoutError,
} from "perdure";
import type { DurableContext, ObjectOptions, Stub } from "perdure";
import { beforeEach, describe, expect, test } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

const seen: string[] = [];
beforeEach(() => void seen.splice(0));

@durable.object
class Account extends DurableObject {
  balance: number;
  private readonly notes = new Map<string, number>();

  constructor(id: string, opening = 0) {
    super(id);
    seen.push(`constructor ${id}`);
    if (opening < 0) throw new RangeError("no debts");
    this.balance = opening;
  }

  deposit(amount: number): number {
    this.balance += amount;
    this.notes.set(`n${this.notes.size}`, amount);
    return this.balance;
  }

  async depositSlowly(amount: number): Promise<number> {
    const before = this.balance;
    await delay(1);
    this.balance = before + amount;
    return this.balance;
  }

  entries(): ReadonlyMap<string, number> {
    return this.notes;
  }

  failAfter(amount: number): never {
    this.balance += amount;
    throw new TypeError("after a change");
  }

  @durable.method({ onError: "rollback" })
  failAndUndo(amount: number): never {
    this.balance += amount;
    this.notes.set("undone", amount);
    throw new TypeError("undone");
  }

  @durable.method({ maxRetries: 2, retryDelay: "1 minute" })
  flaky(): number {
    this.balance += 1;
    if (this.balance < 3) throw new Error("try again");
    return this.balance;
  }

  @durable.method({ timeout: "1 hour" })
  async close(ctx: DurableContext, forDays: number): Promise<string> {
    this.notes.set("closing", forDays);
    try {
      await ctx.sleep(forDays * 86_400_000);
    } finally {
      this.notes.set("cleaned", forDays);
    }
    return "closed";
  }

  @durable.method({ timeout: 50 })
  async hang(): Promise<void> {
    this.balance = -1;
    await new Promise(() => {});
  }

  async waitDays(ctx: DurableContext, days: number): Promise<number> {
    this.balance += 1;
    await ctx.sleep(days * 86_400_000);
    this.balance += 1;
    return this.balance;
  }

  keep(value: unknown): void {
    (this as unknown as { kept: unknown }).kept = value;
  }

  /** Leaves what cannot be stored, after a wait. */
  async waitAndKeep(ctx: DurableContext): Promise<void> {
    await ctx.sleep(1);
    this.keep(new WeakMap());
  }

  /** The same before a wait, at which it is told. */
  async keepAndWait(ctx: DurableContext): Promise<string> {
    this.keep(new WeakMap());
    try {
      await ctx.sleep(1);
      return "slept";
    } catch (error) {
      this.keep(1);
      return (error as Error).message;
    }
  }

  @durable.shared
  peek(): number {
    this.balance += 1000;
    return this.balance;
  }

  async transfer(ctx: DurableContext, to: Stub<Account>, amount: number): Promise<number> {
    this.balance -= amount;
    await ctx.sleep(1);
    return to.deposit(amount);
  }

  async callBack(ctx: DurableContext, to: string): Promise<number> {
    await ctx.sleep(10);
    return ctx.getObject(Account, to).deposit(1);
  }

  async callAround(ctx: DurableContext, ids: readonly string[]): Promise<number> {
    const [next, ...rest] = ids;
    if (next === undefined) return this.balance;
    return ctx.getObject(Account, next).callAround(rest);
  }

  async byChild(ctx: DurableContext): Promise<number> {
    return ctx.call(depositTo, this.id);
  }
}

const depositTo = durable.flow({ name: "deposit to an account" }, async (ctx, id: string) => {
  await ctx.sleep(5);
  return ctx.getObject(Account, id).deposit(1);
});

const Plain = durable.object(
  { name: "plain of rule 32", shared: ["peek"] },
  class extends DurableObject {
    n = 0;
    up(): number {
      return ++this.n;
    }
    peek(): number {
      return this.n;
    }
  },
);

async function world() {
  const made = await newWorld();
  const engine = await made.engine();
  return { ...made, engine2: made.engine, engine, accounts: engine.objects(Account) };
}

describe("rule 32: the constructor runs once, at creation", () => {
  test("later shells come from the prototype, and fields keep what they are", async () => {
    const { engine, accounts } = await world();
    const a = await accounts.getOrCreate("a", 5);
    expect(await a.deposit(1)).toBe(6);
    const again = await engine.getObject(Account, "a", 100);
    expect(await again.depositSlowly(2)).toBe(8);
    expect(await again.entries()).toEqual(new Map([["n0", 1]]));
    expect(seen).toEqual(["constructor a"]);
    expect(a.id).toBe("a");
  });

  test("what it throws reaches who has asked, and nothing is left", async () => {
    const { accounts, engine } = await world();
    await expect(accounts.getOrCreate("b", -1)).rejects.toThrow(new RangeError("no debts"));
    await engine.whenIdle();
    expect(await accounts.exists("b")).toBe(false);
    expect(await (await accounts.getOrCreate("b", 1)).deposit(0)).toBe(1);
  });
});

describe("rule 32: fields are as the code left them", () => {
  test("also after a throw", async () => {
    const a = await (await world()).accounts.getOrCreate("a");
    await expect(a.failAfter(3)).rejects.toThrow(TypeError);
    expect(await a.deposit(0)).toBe(3);
  });

  test("but not with onError: rollback", async () => {
    const a = await (await world()).accounts.getOrCreate("a");
    await expect(a.failAndUndo(3)).rejects.toThrow("undone");
    expect(await a.deposit(0)).toBe(0);
    expect([...(await a.entries()).keys()]).toEqual(["n0"]);
  });

  test("rollback and shared exist for methods without ctx only", () => {
    const declare = (options: ObjectOptions) => () => {
      durable.object({ name: "wrong of rule 32", ...options }, WithContext);
    };
    expect(declare({ methods: { wait: { onError: "rollback" } } })).toThrow(/PD2223/);
    expect(declare({ shared: ["wait"] })).toThrow(/PD2223/);
    expect(declare({ shared: ["absent"] })).toThrow(/no method "absent"/);
    expect(declare({ methods: { absent: {} } })).toThrow(/no method "absent"/);
    expect(declare({ methods: { wait: { maxRetries: -1 } } })).toThrow(/PD2120/);
    expect(declare({ unknown: 1 } as ObjectOptions)).toThrow(/PD2053/);
  });

  test("a value that cannot be stored undoes its call", async () => {
    const { accounts } = await world();
    const a = await accounts.getOrCreate("a", 7);
    await a.deposit(1);
    const unstorable = a as unknown as { keep(value: unknown): Promise<void> };
    await expect(unstorable.keep(new WeakMap())).rejects.toThrow();
    expect(await a.deposit(1)).toBe(9);
  });

  test("a method is tried again as its options say", async () => {
    const { accounts, clock, engine } = await world();
    const a = await accounts.getOrCreate("a");
    const flaky = a.flaky();
    await runOut(engine, clock);
    expect(await flaky).toBe(3);
  });
});

class WithContext extends DurableObject {
  async wait(ctx: DurableContext): Promise<void> {
    await ctx.sleep(1);
  }
}

class Ledger extends DurableObject {
  readonly rows: { n: number; text: string }[] = [];
  fill(count: number): number {
    for (let n = 0; n < count; n++) this.rows.push({ n, text: `row ${n}` });
    return this.rows.length;
  }
  change(at: number): void {
    this.rows[at]!.text = "changed";
    this.rows[at]!.n += 1000;
  }
  async changeAndWait(ctx: DurableContext, at: number): Promise<string> {
    const row = this.rows[at]!;
    row.text = "waiting";
    await ctx.sleep(10);
    row.text += " over";
    this.rows.shift();
    await ctx.sleep(10);
    return this.rows[at - 1]!.text;
  }
  at(index: number): string {
    return `${this.rows.length} ${this.rows[index]?.n} ${this.rows[index]?.text}`;
  }
}
durable.object({ name: "ledger of rule 32" }, Ledger);

test("rule 32: large fields are as the code left them", async () => {
  const { engine, clock } = await world();
  const ledger = await engine.getObject(Ledger, "l");
  expect(await ledger.fill(20_000)).toBe(20_000);
  await ledger.change(7);
  await ledger.change(19_999);
  expect([await ledger.at(7), await ledger.at(19_999), await ledger.at(8)]).toEqual([
    "20000 1007 changed",
    "20000 20999 changed",
    "20000 8 row 8",
  ]);
  const waiting = ledger.changeAndWait(500);
  await runOut(engine, clock);
  expect(await waiting).toBe("waiting over");
  expect([await ledger.at(6), await ledger.at(499), await ledger.at(19_999)]).toEqual([
    "19999 1007 changed",
    "19999 500 waiting over",
    "19999 undefined undefined",
  ]);
});

describe("rule 32: one call at a time, in the order in which they come", () => {
  test("methods that await do not mix", async () => {
    const { accounts } = await world();
    const a = await accounts.getOrCreate("a");
    const calls = [1, 2, 3, 4, 5].map((n) => (n % 2 ? a.depositSlowly(n) : a.deposit(n)));
    expect(await Promise.all(calls)).toEqual([1, 3, 6, 10, 15]);
  });

  test("a method that waits for a month goes on in another engine, with its queue", async () => {
    const made = await world();
    const a = await made.accounts.getOrCreate("a");
    const month = a.waitDays(30).catch((error: unknown) => error);
    const queued = a.deposit(100).catch((error: unknown) => error);
    await made.engine.whenIdle();
    expect(await made.store.queued("Account/a")).toBe(1);
    await made.engine.stop();
    await Promise.all([month, queued]);
    const second = await made.engine2();
    const shared = (await second.objects(Account).get("a"))!;
    expect(await shared.peek()).toBe(1001);
    const last = shared.deposit(1000);
    await runOut(second, made.clock);
    expect(await last).toBe(1102);
    expect(seen).toEqual(["constructor a"]);
  });

  test("shared methods do not wait, and what they change is dropped", async () => {
    const { accounts, engine, clock } = await world();
    const a = await accounts.getOrCreate("a");
    const busy = a.waitDays(1);
    await engine.whenIdle();
    expect([await a.peek(), await a.peek()]).toEqual([1001, 1001]);
    const plain = await engine.getObject(Plain, "p");
    expect([await plain.up(), await plain.peek()]).toEqual([1, 1]);
    await runOut(engine, clock);
    expect(await busy).toBe(2);
  });

  test("the holder is shown", async () => {
    const { accounts, engine, clock } = await world();
    const a = await accounts.getOrCreate("a");
    const free = await accounts.list();
    expect(free.objects[0]).toMatchObject({ id: "a", executionId: "Account/a", holder: null });
    const busy = a.waitDays(1);
    await engine.whenIdle();
    expect((await accounts.list()).objects[0]!.holder).toMatchObject({ method: "waitDays", caller: null });
    expect((await engine.get("Account/a").info()).holder).toMatchObject({ method: "waitDays" });
    await runOut(engine, clock);
    await busy;
    expect((await engine.get("Account/a").info()).holder).toBeNull();
  });
});

describe("rule 32: queue time counts in the caller's timeout", () => {
  test("outside: the call leaves the queue", async () => {
    const { accounts, engine, clock, store } = await world();
    const a = await accounts.getOrCreate("a");
    const busy = a.waitDays(1);
    await engine.whenIdle();
    const late = durable.withOptions(a, { timeout: "1 hour" }).deposit(50);
    const refused = expect(late).rejects.toThrow(TimeoutError);
    const aborted = new AbortController();
    const given = durable.withOptions(a, { signal: aborted.signal }).deposit(50);
    const stopped = expect(given).rejects.toThrow("enough");
    await engine.whenIdle();
    aborted.abort(new Error("enough"));
    await stopped;
    await runOut(engine, clock);
    await refused;
    expect(await store.queued("Account/a")).toBe(0);
    expect([await busy, await a.deposit(0)]).toEqual([2, 2]);
  });

  test("inside: the call leaves the queue, and so does that of a cancelled caller", async () => {
    const { accounts, engine, clock, store } = await world();
    const a = await accounts.getOrCreate("a");
    const busy = a.waitDays(1);
    await engine.whenIdle();
    const late = await engine.start(depositInTime, ["a"], { id: "late" });
    const cancelled = await engine.start(depositTo, ["a"], { id: "cancelled" });
    const error = expect(cancelled.result()).rejects.toThrow(/cancelled/);
    await engine.whenIdle();
    clock.advance();
    await engine.whenIdle();
    expect(await store.queued("Account/a")).toBe(2);
    await cancelled.cancel();
    await error;
    expect(await store.queued("Account/a")).toBe(1);
    await runOut(engine, clock);
    expect(await late.result()).toBe("TimeoutError");
    expect([await busy, await a.deposit(0)]).toEqual([2, 2]);
  });

  test("a method has its own timeout, and the object goes on", async () => {
    const { accounts, engine, clock } = await world();
    const a = await accounts.getOrCreate("a", 4);
    const closing = expect(a.close(1)).rejects.toThrow(TimeoutError);
    const next = a.entries();
    await runOut(engine, clock);
    await closing;
    expect([...(await next).keys()]).toEqual(["closing", "cleaned"]);
    const hanging = expect(a.hang()).rejects.toThrow(TimeoutError);
    while (clock.advance()) await delay(5);
    await delay(5);
    while (clock.advance()) await delay(5);
    await hanging;
    expect(await a.deposit(0)).toBe(4);
  });
});

const depositInTime = durable.flow({ name: "deposit in time" }, async (ctx, id: string) => {
  const account = durable.withOptions(ctx.getObject(Account, id), { timeout: "2 hours" });
  try {
    return await account.deposit(50);
  } catch (error) {
    return (error as Error).name;
  }
});

describe("rule 32: calls from outside", () => {
  test("one with an id is applied once, however often it is sent", async () => {
    const { accounts } = await world();
    const a = await accounts.getOrCreate("a");
    const once = () => durable.withOptions(a, { callId: "c-1" }).deposit(5);
    expect([await once(), await once(), ...(await Promise.all([once(), once()]))]).toEqual([5, 5, 5, 5]);
    expect(await a.deposit(0)).toBe(5);
  });

  test("an object can be looked for, listed and destroyed", async () => {
    const { accounts } = await world();
    expect([await accounts.get("x"), await accounts.exists("x"), await accounts.destroy("x")]).toEqual([
      undefined,
      false,
      false,
    ]);
    for (const id of ["x", "y/1", "z%2F"]) await accounts.getOrCreate(id, 1);
    const { objects, next } = await accounts.list({ limit: 2 });
    expect(objects.map(({ id }) => id)).toEqual(["z%2F", "y/1"]);
    const rest = await accounts.list({ limit: 2, after: next! });
    expect(rest).toMatchObject({ objects: [{ id: "x" }], next: undefined });
    const x = (await accounts.get("x"))!;
    expect(await accounts.destroy("x")).toBe(true);
    expect(await accounts.exists("x")).toBe(false);
    await expect(x.deposit(1)).rejects.toThrow(ObjectMissingError);
    expect(await (await accounts.getOrCreate("x", 9)).deposit(0)).toBe(9);
  });

  test("calls behind a destruction are told so", async () => {
    const { accounts, engine, clock } = await world();
    const a = await accounts.getOrCreate("a");
    const got = (await accounts.get("a"))!;
    const busy = a.waitDays(1);
    await engine.whenIdle();
    const gone = accounts.destroy("a");
    await engine.whenIdle();
    const late = expect(got.deposit(1)).rejects.toThrow(ObjectMissingError);
    await engine.whenIdle();
    await runOut(engine, clock);
    expect([await busy, await gone]).toEqual([2, true]);
    await late;
  });
});

describe("rule 32: stubs", () => {
  test("are async, have no fields, are not thenable, and drop a context", async () => {
    const { accounts } = await world();
    const a = await accounts.getOrCreate("a", 1);
    expect(["balance" in a, "then" in a, "constructor" in a]).toEqual([false, false, false]);
    const loose = a as unknown as { deposit(ctx: unknown, n: number): Promise<number> };
    expect(await (await Promise.resolve(a)).deposit(1)).toBe(2);
    const context = { [Symbol.for("perdure.context")]: true };
    expect(await loose.deposit(context, 1)).toBe(3);
  });

  test("can be sent, and make calls where they arrive", async () => {
    const { accounts, engine, clock } = await world();
    const [a, b] = [await accounts.getOrCreate("a", 10), await accounts.getOrCreate("b")];
    const moved = a.transfer(b, 4);
    await runOut(engine, clock);
    expect([await moved, await a.deposit(0), await b.deposit(0)]).toEqual([4, 6, 4]);
  });

  test("arguments and results cross by value", async () => {
    const { accounts } = await world();
    const a = await accounts.getOrCreate("a");
    const entries = (await a.entries()) as Map<string, number>;
    entries.set("mine", 1);
    expect((await a.entries()).size).toBe(0);
  });
});

describe("rule 32: circles", () => {
  test("of one chain are errors that name it", async () => {
    const { accounts } = await world();
    const a = await accounts.getOrCreate("a");
    const error = (await a.callAround(["b", "c", "a"]).catch((caught: unknown) => caught)) as DeadlockError;
    expect(error).toBeInstanceOf(DeadlockError);
    expect(error.cycle).toEqual(["Account/a", "Account/b", "Account/c", "Account/a"]);
    expect(error.message).toContain("Account/a waits for Account/b waits for Account/c waits for Account/a");
    await expect(a.callAround(["a"])).rejects.toThrow(DeadlockError);
    expect(await a.callAround(["b", "c"])).toBe(0);
  });

  test("of two chains that wait for each other are found", async () => {
    const { accounts, engine, clock } = await world();
    const [a, b] = [await accounts.getOrCreate("a"), await accounts.getOrCreate("b")];
    const ends = Promise.allSettled([a.callBack("b"), b.callBack("a")]);
    await runOut(engine, clock);
    const outcomes = await ends;
    const failed = outcomes.filter(({ status }) => status === "rejected");
    expect(failed.length).toBeGreaterThan(0);
    for (const { reason } of failed as PromiseRejectedResult[]) expect(reason).toBeInstanceOf(DeadlockError);
    expect([await a.deposit(0), await b.deposit(0)].some((balance) => balance < 2)).toBe(true);
  });

  test("through a child are found", async () => {
    const { accounts, engine, clock } = await world();
    const a = await accounts.getOrCreate("a");
    const end = expect(a.byChild()).rejects.toThrow(DeadlockError);
    await runOut(engine, clock);
    await end;
    expect(await a.deposit(1)).toBe(1);
  });
});

class Before extends DurableObject {
  euros = 3;
  spend(): number {
    return --this.euros;
  }
}
durable.object({ name: "wallet before" }, Before);

class After extends DurableObject {
  cents = 0;
  spend(): number {
    return (this.cents -= 100);
  }
}

describe("rule 32: people", () => {
  test("can end an object; its callers are told, and its id is free", async () => {
    const { accounts, engine } = await world();
    const a = await accounts.getOrCreate("a", 3);
    const busy = expect(a.waitDays(1)).rejects.toThrow(/ended/);
    const behind = expect(a.deposit(1)).rejects.toThrow(/ended/);
    await engine.whenIdle();
    expect(await engine.end("Account/a", "closed")).toBe(true);
    await Promise.all([busy, behind]);
    await engine.whenIdle();
    expect(await accounts.exists("a")).toBe(false);
    expect(await (await accounts.getOrCreate("a", 9)).deposit(0)).toBe(9);
  });

  test("are told why a parked object answers nobody, and can end it", async () => {
    const { accounts, engine, clock } = await world();
    const a = await accounts.getOrCreate("a", 3);
    expect(await a.keepAndWait()).toContain("kept");
    const stuck = a.waitAndKeep().catch((error: unknown) => error);
    await runOut(engine, clock);
    expect((await accounts.list()).objects[0]!.status).toBe("parked");
    await expect(a.deposit(1)).rejects.toThrow(ParkedError);
    expect(await engine.end("Account/a")).toBe(true);
    expect(await stuck).toBeInstanceOf(Error);
    expect(await accounts.exists("a")).toBe(false);
  });
});

describe("rule 32: classes", () => {
  test("that change their name and their shape keep their objects", async () => {
    const { engine } = await world();
    expect(await (await engine.getObject(Before, "w")).spend()).toBe(2);
    durable.object(
      {
        name: "wallet",
        formerly: ["wallet before"],
        version: 2,
        upgrade: ({ euros, ...rest }, from) => ({ ...rest, cents: Number(euros) * 100, from }),
      },
      After,
    );
    expect(await (await engine.getObject(After, "w")).spend()).toBe(100);
    expect((await engine.objects(After).list()).objects.map(({ id }) => id)).toEqual(["w"]);
  });

  test("an uncompiled one is refused with what to do", async () => {
    const { engine } = await world();
    class Uncompiled extends DurableObject {}
    class Never extends DurableObject {}
    const { object } = durable;
    object(Uncompiled);
    expect(() => engine.objects(Uncompiled)).toThrow(/Add the perdure plugin[^]*PD2001/);
    expect(() => engine.objects(Never)).toThrow(/PD2223/);
    expect(() => object(class {} as unknown as typeof Never)).toThrow(/PD2223/);
  });
});
