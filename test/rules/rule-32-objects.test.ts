import { setTimeout as delay } from "node:timers/promises";
import { durable, DurableObject, TimeoutError } from "perdure";
import type { DurableContext, ObjectOptions } from "perdure";
import { beforeEach, describe, expect, test } from "vitest";
import { runOut } from "../engine/engine-in-memory.js";
import { Account, depositTo, Plain, seen, world } from "./account.js";

beforeEach(() => void seen.splice(0));

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
