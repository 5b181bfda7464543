import { setTimeout as delay } from "node:timers/promises";
import { durable, DurableObject } from "perdure";
import type { DurableContext, Stub } from "perdure";
import { newWorld } from "../engine/engine-in-memory.js";

/** What constructors have been run for. */
export const seen: string[] = [];

/** An object with a method of each kind. */
@durable.object
export class Account extends DurableObject {
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

export const depositTo = durable.flow({ name: "deposit to an account" }, async (ctx, id: string) => {
  await ctx.sleep(5);
  return ctx.getObject(Account, id).deposit(1);
});

export const Plain = durable.object(
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

/** An engine in memory, and the accounts on it. */
export async function world() {
  const made = await newWorld();
  const engine = await made.engine();
  return { ...made, engine2: made.engine, engine, accounts: engine.objects(Account) };
}
