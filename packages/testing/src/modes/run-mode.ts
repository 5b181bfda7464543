import type { DurableFunction } from "perdure";
import type { Instruments } from "perdure/engine";
import { runOnEngine } from "./on-engine.js";
import { runKilled } from "./killed.js";
import type { Mode, ModeResult } from "./mode.js";
import { runPlain } from "./plain.js";

export interface ModeOptions {
  /** Gives up on it. */
  readonly signal?: AbortSignal;
  /** For all modes but `plain`. */
  readonly instruments?: Pick<Instruments, "pages">;
}

/** Runs a durable function in one mode, in virtual time, over a store in memory. */
export function runMode<Args extends readonly unknown[]>(
  mode: Mode,
  fn: DurableFunction<Args, unknown>,
  args: Args,
  { signal, instruments = {} }: ModeOptions = {},
): Promise<ModeResult> {
  if (mode === "plain") return runPlain(fn, args, signal);
  return mode === "killed"
    ? runKilled(fn, args, instruments, signal)
    : runOnEngine(mode, fn, args, instruments, signal);
}
