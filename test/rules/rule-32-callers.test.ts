import { DeadlockError, durable, DurableObject, ObjectMissingError, ParkedError } from "perdure";
import { describe, expect, test } from "vitest";
import { runOut } from "../engine/engine-in-memory.js";
import { world } from "./account.js";

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
