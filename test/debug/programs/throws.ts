import { durable, type DurableContext } from "perdure";

/** Each fails after an await: by a `throw`, or where `byItself` the language refuses what the code does. */
type Construct = (ctx: DurableContext, byItself: boolean) => Promise<unknown>;

const nothing = undefined as unknown as { value: number; (): number };
const pause = (ctx: DurableContext): Promise<void> => ctx.sleep(1);

async function statement(ctx: DurableContext, byItself: boolean) {
  await pause(ctx);
  if (byItself) nothing.value = 1;
  throw new Error("thrown");
}

async function branches(ctx: DurableContext, byItself: boolean) {
  if ((await pause(ctx)) === undefined) {
    if (byItself) nothing();
    else throw new Error("thrown");
  } else {
    await pause(ctx);
  }
}

async function loop(ctx: DurableContext, byItself: boolean) {
  for (let i = 0; ; i++) {
    await pause(ctx);
    if (i < 2) continue;
    const read = byItself && nothing.value;
    throw new Error(`thrown ${read}`);
  }
}

async function switchCase(ctx: DurableContext, byItself: boolean) {
  switch (byItself) {
    case true:
      await pause(ctx);
      return nothing.value;
    default:
      await pause(ctx);
      throw new Error("thrown");
  }
}

async function tryBlock(ctx: DurableContext, byItself: boolean) {
  try {
    await pause(ctx);
    if (byItself) nothing();
    throw new Error("thrown");
  } finally {
    await pause(ctx);
  }
}

async function catchBlock(ctx: DurableContext, byItself: boolean) {
  try {
    throw new Error("first");
  } catch {
    await pause(ctx);
    if (byItself) nothing.value++;
    throw new Error("thrown");
  }
}

async function finallyBlock(ctx: DurableContext, byItself: boolean) {
  try {
    await pause(ctx);
  } finally {
    await pause(ctx);
    if (byItself) nothing();
    // eslint-disable-next-line no-unsafe-finally
    throw new Error("thrown");
  }
}

async function closure(ctx: DurableContext, byItself: boolean) {
  const inner = () =>
    [1].map(() => {
      if (byItself) return nothing.value;
      throw new Error("thrown");
    });
  await pause(ctx);
  const list = inner();
  return list;
}

async function nestedAsync(ctx: DurableContext, byItself: boolean) {
  const nested = async (depth: number): Promise<number> => {
    await pause(ctx);
    if (depth > 0) return 1 + (await nested(depth - 1));
    if (byItself) return nothing();
    throw new Error("thrown");
  };
  const value = await nested(2);
  return value;
}

async function generator(ctx: DurableContext, byItself: boolean) {
  function* numbers() {
    yield 1;
    if (byItself) yield nothing.value;
    throw new Error("thrown");
  }
  const it = numbers();
  it.next();
  await pause(ctx);
  const next = it.next();
  return next;
}

async function asyncGenerator(ctx: DurableContext, byItself: boolean) {
  async function* pages() {
    yield 1;
    await pause(ctx);
    if (byItself) yield nothing();
    throw new Error("thrown");
  }
  const it = pages();
  await it.next();
  const next = await it.next();
  return next;
}

async function method(ctx: DurableContext, byItself: boolean) {
  class Cart {
    total() {
      if (byItself) return nothing.value;
      throw new Error("thrown");
    }
  }
  await pause(ctx);
  const total = new Cart().total();
  return total;
}

async function asyncMethod(ctx: DurableContext, byItself: boolean) {
  class Cart {
    async total() {
      await pause(ctx);
      if (byItself) return nothing.value;
      throw new Error("thrown");
    }
  }
  const total = await new Cart().total();
  return total;
}

async function construction(ctx: DurableContext, byItself: boolean) {
  class Cart {
    constructor() {
      if (byItself) nothing();
      throw new Error("thrown");
    }
  }
  await pause(ctx);
  const cart = new Cart();
  return cart;
}

async function getter(ctx: DurableContext, byItself: boolean) {
  const cart = {
    get total() {
      if (byItself) return nothing.value;
      throw new Error("thrown");
    },
  };
  await pause(ctx);
  const total = cart.total;
  return total;
}

async function field(ctx: DurableContext, byItself: boolean) {
  class Cart {
    total = byItself ? nothing.value : nothing();
  }
  await pause(ctx);
  const cart = new Cart();
  return cart;
}

async function staticBlock(ctx: DurableContext, byItself: boolean) {
  await pause(ctx);

  class Cart {
    static {
      if (byItself) nothing();
      else throw new Error("thrown");
    }
  }
  return Cart;
}

async function destructuring(ctx: DurableContext, byItself: boolean) {
  const given: { a?: number } = {};
  await pause(ctx);
  const { a = byItself ? nothing.value : nothing() } = given;
  return a;
}

async function template(ctx: DurableContext, byItself: boolean) {
  const text = `${(await pause(ctx)) ?? "x"} ${byItself ? nothing.value : nothing()}`;
  return text;
}

async function argument(ctx: DurableContext, byItself: boolean) {
  const largest = Math.max((await pause(ctx)) ?? 1, byItself ? nothing.value : nothing());
  return largest;
}

async function forOfHead(ctx: DurableContext, byItself: boolean) {
  await pause(ctx);
  for (const item of [byItself ? nothing.value : nothing()]) await ctx.run("item", () => item);
}

async function forOfBody(ctx: DurableContext, byItself: boolean) {
  for (const item of [1, 2]) {
    await pause(ctx);
    if (item === 2 && byItself) nothing.value = item;
    if (item === 2) throw new Error("thrown");
  }
}

async function whileTest(ctx: DurableContext, byItself: boolean) {
  let rounds = 0;
  while (rounds++ < 2 || (byItself ? nothing.value : nothing())) await pause(ctx);
}

async function parameters(ctx: DurableContext, byItself: boolean) {
  const late = async (_ctx: DurableContext, value = byItself ? nothing.value : nothing()) => value;
  await pause(ctx);
  const value = await late(ctx);
  return value;
}

async function deeper(ctx: DurableContext, byItself: boolean): Promise<number> {
  const value = await middle(ctx, byItself);
  return value + 1;
}

async function middle(ctx: DurableContext, byItself: boolean): Promise<number> {
  await pause(ctx);
  return 1 + (await lowest(ctx, byItself));
}

async function lowest(ctx: DurableContext, byItself: boolean): Promise<number> {
  await pause(ctx);
  if (byItself) return nothing.value;
  throw new Error("thrown");
}

async function step(ctx: DurableContext, byItself: boolean) {
  await pause(ctx);
  const done = await ctx.run("step", function work() {
    if (byItself) return nothing.value;
    throw new Error("thrown");
  });
  return done;
}

export const constructs: Record<string, Construct> = {
  statement,
  branches,
  loop,
  switchCase,
  tryBlock,
  catchBlock,
  finallyBlock,
  closure,
  nestedAsync,
  generator,
  asyncGenerator,
  method,
  asyncMethod,
  construction,
  getter,
  field,
  staticBlock,
  destructuring,
  template,
  argument,
  forOfHead,
  forOfBody,
  whileTest,
  parameters,
  deeper,
  step,
};

/** The stack of each failure, by `construct` and `construct by itself`. */
export default durable.flow(async function main(ctx) {
  const stacks: Record<string, string> = {};
  for (const name of Object.keys(constructs)) {
    for (const byItself of [false, true]) {
      try {
        await constructs[name]!(ctx, byItself);
      } catch (error) {
        stacks[byItself ? `${name} by itself` : name] = (error as Error).stack!;
      }
    }
  }
  return stacks;
});
