import { appendFileSync } from "node:fs";
import { durable, DurableObject, type DurableContext } from "perdure";

/** Its fields show what was lost, or applied twice. */
export class Account extends DurableObject {
  balance = 0;
  log: string[] = [];

  readonly currency: string;

  constructor(id: string, currency = "EUR") {
    super(id);
    this.currency = currency;
    if (currency === "none") throw new RangeError("no such currency");
  }

  add(amount: number): number {
    if (amount < 0) throw new RangeError("below zero");
    this.balance += amount;
    this.log.push(`add ${amount}`);
    return this.balance;
  }

  total(): { balance: number; currency: string; log: readonly string[] } {
    const { balance, currency, log } = this;
    // Dropped: the method only reads.
    this.balance = -1;
    return { balance, currency, log: [...log] };
  }

  async transfer(ctx: DurableContext, amount: number, ledger?: string): Promise<number> {
    this.log.push(`begin ${amount}`);
    const fee = await ctx.run("fee", ({ idempotencyKey }) => {
      if (ledger) appendFileSync(ledger, `${idempotencyKey} ${process.pid}\n`);
      return 1;
    });
    await ctx.waitForEvent(`approved ${this.id}`);
    this.balance += amount - fee;
    this.log.push(`end ${amount}`);
    return this.balance;
  }
}
durable.object({ name: "account", shared: ["total"] }, Account);

/** Calls from durable code of two objects, which any worker may hold. */
export const shopping = durable.flow({ name: "shopping" }, async (ctx, rounds: number) => {
  for (let round = 1; round <= rounds; round++) {
    await ctx.getObject(Account, "a").add(round);
    await ctx.getObject(Account, "b").add(1);
    await ctx.sleep(1);
  }
  return [await ctx.getObject(Account, "a").total(), await ctx.getObject(Account, "b").total()];
});
