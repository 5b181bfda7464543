import { DEFINITION } from "perdure/engine";
import type { DurableContext } from "perdure";

type Fn = (...args: readonly unknown[]) => unknown;

interface Starts {
  effect(label: string, fn: Fn, args: readonly unknown[]): Promise<unknown>;
  child(label: string, fn: object, args: readonly unknown[]): Promise<unknown>;
  copy(value: unknown): unknown;
}

/**
 * `ctx.spawn` of plain mode. What is not compiled does not tell whether it is a helper, so a function whose first
 * parameter is called `ctx` counts as one. Nothing is cancelled here: the rest is only awaited.
 */
export async function spawnPlainly(
  ctx: DurableContext,
  tasks: readonly unknown[],
  { concurrency, settle }: { readonly concurrency: number; readonly settle: boolean },
  { effect, child, copy }: Starts,
): Promise<unknown[]> {
  const helper = async (fn: Fn, args: readonly unknown[]): Promise<unknown> =>
    copy(await fn(ctx, ...(copy(args) as readonly unknown[])));
  const start = ([label, fn, ...args]: readonly [string, Fn, ...unknown[]]): Promise<unknown> => {
    if (DEFINITION in fn) return child(label, fn, args);
    return isHelper(fn) ? helper(fn, args) : effect(label, fn, args);
  };
  const results: unknown[] = [];
  let next = 0;
  let failure: { readonly error: unknown } | undefined;
  const work = async (): Promise<void> => {
    while (next < tasks.length && !failure) {
      const index = next++;
      try {
        const value = await start(tasks[index] as readonly [string, Fn, ...unknown[]]);
        results[index] = settle ? { status: "fulfilled", value } : value;
      } catch (error) {
        if (settle) results[index] = { status: "rejected", reason: error };
        else failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, tasks.length) }, work));
  if (failure) throw failure.error;
  return results;
}

const isHelper = (fn: Fn): boolean =>
  /^(?:async\s+)?(?:function\s*\*?\s*[\w$]*\s*)?\(?\s*ctx\b/.test(String(fn));
