import { setImmediate as macrotask } from "node:timers/promises";
import { DEFINITION, MACHINE } from "perdure/engine";
import type { DurableFunction } from "perdure";
import { VirtualClock } from "../virtual-clock.js";
import { crossPlainly } from "./cross-plainly.js";
import type { ModeResult } from "./mode.js";
import { PlainContext } from "./plain-context.js";
import { Trace } from "./trace.js";

/** `plain`: the author's function as Node runs it. Import its file without the plugin. */
export async function runPlain<Args extends readonly unknown[]>(
  fn: DurableFunction<Args, unknown>,
  args: Args,
  signal?: AbortSignal,
): Promise<ModeResult> {
  const { body, name } = fn[DEFINITION];
  if (MACHINE in body)
    throw new TypeError(`"${name}" is compiled; plain mode needs its file without the plugin.`);
  const clock = new VirtualClock();
  const trace = new Trace();
  const ctx = new PlainContext("run", clock, trace.record);
  const result: { outcome?: ModeResult["outcome"] } = {};
  ctx.begin(fn as DurableFunction<never, unknown>, args).then(
    (value) => (result.outcome = { value }),
    (error: unknown) => (result.outcome = { error }),
  );
  for (;;) {
    await macrotask();
    signal?.throwIfAborted();
    if (ctx.deliver() || ctx.busy || advance(clock)) continue;
    // Its tasks have come to their end as well.
    if (result.outcome) break;
  }
  return { mode: "plain", outcome: crossPlainly(result.outcome, name), trace: trace.operations() };
}

/** To the next moment at which something is due. */
function advance(clock: VirtualClock): boolean {
  if (!clock.advance()) return false;
  while (clock.isDue) clock.advance();
  return true;
}
