import type { Context } from "hono";
import type { Parts } from "../coordinator-parts.js";
import { ShapeError } from "../shape/shape.js";

const WAIT_MS = 25_000;
const LONGEST_WAIT_MS = 60_000;

/** Looks again whenever something is told of an execution, until there is what is looked for; undefined: time is up. */
export async function waitFor<T>(
  { ends }: Parts,
  limitMs: number,
  executionId: string,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const untilMs = performance.now() + limitMs;
  for (;;) {
    const told = ends.listen(executionId);
    try {
      const found = await look();
      if (found !== undefined) return found;
      const leftMs = untilMs - performance.now();
      if (leftMs <= 0 || ends.isClosed) return undefined;
      await told.within(leftMs);
    } finally {
      told.stop();
    }
  }
}

/** How long the answer may be waited for, as the request says it. Throws a ShapeError. */
export function waitMs(context: Context): number {
  const given = context.req.query("wait");
  if (given === undefined) return WAIT_MS;
  if (!/^\d{1,15}$/.test(given)) throw new ShapeError("wait", "milliseconds, a whole number");
  return Math.min(Number(given), LONGEST_WAIT_MS);
}
