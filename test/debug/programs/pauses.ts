import { durable, type DurableContext } from "perdure";

// "pause NAME: a=1 b=2" beside a line: a breakpoint there pauses in that function, where these variables can be seen,
// and a step leads to the next line, or so many lines on (`+2`); `leaves` says that the function ends or waits there.
const add = (a: number, b: number): number => a + b;

async function helper(ctx: DurableContext, item: number): Promise<number> {
  const half = item / 2; // pause helper: item=6
  await ctx.sleep(1);
  return add(half, item); // pause helper: item=6 half=3 leaves
}

async function statements(ctx: DurableContext) {
  let sum = 1;
  await ctx.sleep(1);
  sum += 2; // pause statements: sum=1
  const doubled = sum * 2; // pause statements: sum=3
  sum = await helper(ctx, doubled); // pause statements: sum=3 doubled=6 leaves
  const text = `${sum} ${await ctx.run("more", () => 7)}`;
  return { text, sum }; // pause statements: sum=9 text="9 7" leaves
}

async function branches(ctx: DurableContext, wanted: boolean) {
  const chosen: string[] = [];
  if (wanted) {
    chosen.push(String(await ctx.run("left", () => "left")));
    chosen.push("and on"); // pause branches: chosen=Array(1) +4
  } else {
    await ctx.sleep(1);
  }
  switch (chosen.length) {
    case 2:
      await ctx.sleep(1);
      chosen.push("two"); // pause branches: chosen=Array(2) +1
      break;
    default:
      chosen.push("other");
  }
  return chosen; // pause branches: chosen=Array(3) leaves
}

async function loops(ctx: DurableContext) {
  const seen: number[] = [];
  for (const item of [4, 5]) {
    await ctx.sleep(1);
    const next = item + 1; // pause loops: item=4
    seen.push(next); // pause loops: item=4 next=5 -3
  }
  let rounds = 0;
  while (rounds < 2) {
    rounds += await ctx.run("round", () => 1);
    seen.push(rounds); // pause loops: rounds=1 -2
  }
  return seen;
}

async function failures(ctx: DurableContext) {
  const log: string[] = [];
  try {
    await ctx.sleep(1);
    log.push("try"); // pause failures: log=Array(0)
    throw new Error("no"); // pause failures: log=Array(1) +2
  } catch (error) {
    const { message } = error as Error; // pause failures: error=Error
    await ctx.sleep(1);
    log.push(message); // pause failures: message="no" +2
  } finally {
    log.push("finally"); // pause failures: log=Array(2)
    await ctx.sleep(1);
  }
  return log;
}

async function nested(ctx: DurableContext) {
  let count = 10;
  const bump = (by: number) => {
    const before = count; // pause bump: by=5
    count = before + by; // pause bump: by=5 before=10
    return before;
  };
  const twice = async (value: number) => {
    await ctx.sleep(1);
    const result = value * 2; // pause twice: value=10
    return result; // pause twice: result=20 leaves
  };
  await ctx.sleep(1);
  bump(5);
  return await twice(10);
}

async function generators(ctx: DurableContext) {
  function* numbers(from: number) {
    yield from;
    const more = from + 1; // pause numbers: from=3
    yield more; // pause numbers: more=4 leaves
  }
  async function* pages(from: number) {
    await ctx.sleep(1);
    const page = `page ${from}`; // pause pages: from=8
    yield page; // pause pages: page="page 8" leaves
  }
  const all: unknown[] = [...numbers(3)];
  for await (const page of pages(8)) all.push(page);
  return all;
}

async function classes(ctx: DurableContext) {
  class Cart {
    items: number[] = [];
    add(item: number) {
      const size = this.items.push(item); // pause add: item=7
      return size; // pause add: size=1 leaves
    }
    get total() {
      const [first] = this.items; // pause get total: this=Cart
      return first;
    }
  }
  await ctx.sleep(1);
  const cart = new Cart();
  cart.add(7);
  return cart.total;
}

export default durable.flow(async (ctx) => [
  await statements(ctx),
  await branches(ctx, true),
  await loops(ctx),
  await failures(ctx),
  await nested(ctx),
  await generators(ctx),
  await classes(ctx),
]);
