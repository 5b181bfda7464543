const FUNCTIONS = [order, search, report, walk] as const;

/** A durable module of `count` functions of 20 lines each, in turn of four kinds. */
export function largeModule(count: number): string {
  const functions = Array.from({ length: count }, (_, index) => FUNCTIONS[index % FUNCTIONS.length]!(index));
  return [`import { durable, type DurableContext } from "perdure";`, ...functions].join("\n");
}

/** One durable function in which `count` awaits follow one another. */
export function largeFunction(count: number): string {
  const steps = Array.from(
    { length: count },
    (_, index) => `  total += await ctx.run("step ${index}", () => price(total, ${index}));
  if (total > ${index * 10}) notes.push(\`\${total} after ${index}\`);`,
  );
  return `import { durable, type DurableContext } from "perdure";
const price = (base: number, step: number): number => base + step;
export default durable.flow({ name: "large" }, async (ctx: DurableContext) => {
  let total = 0;
  const notes: string[] = [];
${steps.join("\n")}
  return { total, notes };
});
`;
}

/** Steps one after the other, try and finally. */
function order(n: number): string {
  return `
/** Takes an order from the stock to the customer. */
export async function order${n}(ctx: DurableContext, order: { id: string; amount: number }): Promise<string> {
  const attempt = { count: ${n}, last: null as string | null };
  try {
    const stock = await ctx.run("reserve", () => reserve(order.id, order.amount));
    if (stock.left < ${n}) return \`out of stock: \${order.id}\`;
    attempt.count++;
    const payment = await ctx.run("pay", async () => {
      const fee = order.amount * 0.0${n % 9};
      return pay(order.id, order.amount + fee);
    });
    attempt.last = payment.id;
    await ctx.sleep(${n + 1} * 1000);
    return \`\${payment.id} \${stock.left} \${attempt.count}\`;
  } catch (error) {
    await ctx.run("refund", () => refund(order.id, String(error)));
    throw new Error("order failed", { cause: error });
  } finally {
    await ctx.run("log", () => log("order${n}", attempt));
  }
}`;
}

/** Loops, captured variables and a helper of the file. */
function search(n: number): string {
  return `
async function search${n}(ctx: DurableContext, words: readonly string[], limit = ${n}) {
  const found: Record<string, number> = {};
  let total = 0;
  for (const word of words) {
    const key = word.trim().toLowerCase();
    if (key === "" || key in found) continue;
    const hits = await ctx.run("count", () => count(key, limit));
    found[key] = hits;
    total += hits;
    if (total > limit) break;
  }
  const best = Object.entries(found)
    .filter(([, hits]) => hits > ${n % 7})
    .sort(([, a], [, b]) => b - a)
    .map(([key]) => key);
  const { text, ...rest } = await report${n + 1 - (n % 4) + 1}(ctx, best, total);
  return { text, best: best.slice(0, 3), rest };
}
`;
}

/** Mostly code that never waits. */
function report(n: number): string {
  return `
async function report${n}(ctx: DurableContext, names: readonly string[], total: number) {
  const lines: string[] = [];
  let widest = 0;
  for (let index = 0; index < names.length; index++) {
    const name = names[index]!;
    widest = Math.max(widest, name.length);
    switch (name.length % 3) {
      case 0:
        lines.push(\`- \${name} (\${total / (index + 1)})\`);
        break;
      case 1:
        lines.push(name.padStart(widest, "."));
        break;
      default:
        for (let i = 0; i < ${n % 5}; i++) lines.push(name[i] ?? "?");
    }
  }
  const stored = await ctx.run("store", () => store(lines.join("\\n"), { widest, total }));
  return { text: lines.join("\\n"), stored, widest };
}`;
}

/** Awaits inside conditions and operands. */
function walk(n: number): string {
  return `
export const walk${n} = durable.flow(
  { name: "walk${n}" },
  async (ctx, root: { id: number; children: number[] }, depth: number) => {
    let at: number | undefined = root.id;
    const seen = new Set<number>();
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      const left = await ctx.run("left", () => leftOf(at!, depth));
      const next: number = left > ${n} ? left : (await ctx.run("right", () => rightOf(at!))) + left;
      if (next % 2 === 0 && (await ctx.run("check", () => isOpen(next)))) {
        at = root.children.find((child) => child > next);
      } else {
        at = next < depth ? next : undefined;
      }
    }
    const sum = [...seen].reduce((total, id) => total + id, 0);
    return { count: seen.size, sum, last: (await search${n - 2}(ctx, [String(sum)])).best };
  },
);
`;
}
