import { durable, DurableObject, type DurableContext } from "perdure";

@durable.object({ name: "boundary account" })
class Account extends DurableObject {
  balance = 0;
  log: string[] = [];

  add(amount: number): number {
    this.balance += amount;
    this.log.push(`add ${amount}`);
    return this.balance;
  }

  async addSlowly(ctx: DurableContext, amount: number): Promise<number> {
    this.log.push(`begin ${amount}`);
    const doubled = await ctx.run("double", () => amount * 2);
    this.balance += doubled;
    await ctx.sleep(1);
    this.log.push(`end ${amount}`);
    return this.balance;
  }

  entries(): readonly string[] {
    return this.log;
  }
}

/** Calls of two objects from an execution: each of them exactly once, wherever the process dies. */
export const journey = durable.flow({ name: "object journey" }, async (ctx) => {
  const [a, b] = [ctx.getObject(Account, "a"), ctx.getObject(Account, "b")];
  const first = await a.add(1);
  const both = await Promise.all([a.addSlowly(2), a.add(3)]);
  // With three executions in flight at once, three deaths in a row would be blamed on one of them (rule 26).
  const other = await b.add(4);
  return { first, both, other, a: await a.entries(), b: await b.entries() };
});
