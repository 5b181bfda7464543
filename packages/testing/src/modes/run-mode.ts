import type { DurableFunction } from "perdure";
import { runOnEngine } from "./on-engine.js";
import { runKilled } from "./killed.js";
import type { Mode, ModeResult } from "./mode.js";
import { runPlain } from "./plain.js";

/** Runs a durable function in one mode, in virtual time, over a store in memory. `signal` gives up on it. */
export function runMode<Args extends readonly unknown[]>(
  mode: Mode,
  fn: DurableFunction<Args, unknown>,
  args: Args,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<ModeResult> {
  if (mode === "plain") return runPlain(fn, args, signal);
  return mode === "killed" ? runKilled(fn, args, signal) : runOnEngine(mode, fn, args, signal);
}
