import { createEngine, durable, type DurableContext } from "perdure";

type Method<This, Args extends unknown[], Result> = (this: This, ...args: Args) => Result;

function named<This, Args extends unknown[], Result>(
  method: Method<This, Args, Promise<Result>>,
  context: ClassMethodDecoratorContext<This, Method<This, Args, Promise<Result>>>,
) {
  return function (this: This, ...args: Args): Promise<Result> {
    names.push(String(context.name));
    return method.apply(this, args);
  };
}
const names: string[] = [];

class Account {
  balance = 1;
  @named
  async pay(ctx: DurableContext, amount: number): Promise<number> {
    await ctx.sleep(1);
    if (amount < 0) throw new RangeError("less than nothing");
    return (this.balance += amount);
  }
}

export const flow = durable.flow({ name: "standard" }, async (ctx, amount: number) => {
  class Inside {
    @named
    async twice(inner: DurableContext, of: number): Promise<number> {
      await inner.sleep(1);
      return of * 2;
    }
  }
  const inside = new Inside();
  const paid = await new Account().pay(ctx, amount);
  return [paid, await inside.twice(ctx, amount)];
});

const engine = await createEngine({ store: ":memory:" });
const result = await (await engine.start(flow, [4])).result();
const stack = String(await new Account().pay({ sleep: () => Promise.resolve() } as never, -1).catch((error: Error) => error.stack));
console.log(JSON.stringify([result, names, /(standard\.ts:\d+)/.exec(stack)?.[1]]));
await engine.stop();
