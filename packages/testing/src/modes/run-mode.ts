import type { DurableFunction } from "perdure";
import { runOnEngine } from "./on-engine.js";
import { runKilled } from "./killed.js";
import type { Mode, ModeResult } from "./mode.js";
import { runPlain } from "./plain.js";

/** Runs a durable function in one mode, in virtual time, over a store in memory. */
export function runMode<Args extends readonly unknown[]>(
  mode: Mode,
  fn: DurableFunction<Args, unknown>,
  args: Args,
): Promise<ModeResult> {
  if (mode === "plain") return runPlain(fn, args);
  return mode === "killed" ? runKilled(fn, args) : runOnEngine(mode, fn, args);
}
