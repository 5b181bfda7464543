import { createEngine, durable, type DurableContext } from "perdure";

const seen: unknown[] = [];
/** What `emitDecoratorMetadata` asks for. */
(Reflect as { metadata?: unknown }).metadata = (key: string, value: unknown) => (_: object, name?: string) => {
  const shown = (type: unknown) => (typeof type === "function" ? type.name : typeof type);
  seen.push([name ?? "class", key, Array.isArray(value) ? value.map(shown) : shown(value)]);
};

function Injectable(): ClassDecorator {
  return (Class) => void seen.push(`injectable ${Class.name}`);
}
function Inject(): ParameterDecorator {
  return (_, name, index) => void seen.push(`inject ${String(name)} ${index}`);
}
function Logged(): MethodDecorator {
  return (_, name, descriptor) => {
    const method = descriptor.value as unknown as (...args: unknown[]) => unknown;
    descriptor.value = function (this: unknown, ...args: unknown[]) {
      seen.push(`call ${String(name)}`);
      return method.apply(this, args);
    } as never;
  };
}

class Rates {
  rate = 3;
}

@Injectable()
class Account {
  balance = 1;
  constructor(@Inject() readonly rates: Rates) {}
  @Logged()
  async pay(@Inject() ctx: DurableContext, @Inject() amount: number = 2): Promise<number> {
    await ctx.sleep(1);
    if (amount < 0) throw new RangeError("less than nothing");
    return (this.balance += amount * this.rates.rate);
  }
}

export const flow = durable.flow({ name: "older" }, async (ctx, amount: number) => {
  class Inside {
    constructor(@Inject() readonly by: number) {}
    @Logged()
    async times(inner: DurableContext, of: number): Promise<number> {
      await inner.sleep(1);
      return of * this.by;
    }
  }
  const inside = new Inside(5);
  const paid = await new Account(new Rates()).pay(ctx, amount);
  return [paid, await inside.times(ctx, amount)];
});

const engine = await createEngine({ store: ":memory:" });
const result = await (await engine.start(flow, [4])).result();
const account = new Account(new Rates());
const stack = String(await account.pay({ sleep: () => Promise.resolve() } as never, -1).catch((error: Error) => error.stack));
console.log(JSON.stringify([result, seen, /(older\.ts:\d+)/.exec(stack)?.[1]]));
await engine.stop();
