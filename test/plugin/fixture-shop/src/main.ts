import type { DurableContext } from "perdure";
import { checkout } from "./flow.js";
import { total } from "./helper.js";

interface Registry {
  readonly machines: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  readonly closures: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
}

/** Prints what this build registered, a result, and where an error comes from. */
async function main(): Promise<void> {
  const { machines, closures } = (globalThis as unknown as Record<symbol, Registry>)[
    Symbol.for("perdure/1")
  ]!;
  const ids = [...machines, ...closures]
    .map(([id, versions]) => `${id} ${[...versions.keys()].join()}`)
    .sort();
  const ctx = undefined as unknown as DurableContext;
  const sum = await total(ctx, [{ amount: 1 }, { amount: 2 }]);
  const stack = await total(ctx, [{ amount: -1 }]).catch((error: Error) => error.stack);
  console.log(JSON.stringify({ ids, sum, stack, flow: typeof checkout }));
}

void main();
