import type { OperationRecord } from "perdure/engine";

/** The same source, run four ways: the results and the traces must be equal. */
export type Mode =
  /** Imported without the plugin: the function as Node runs it, in memory. */
  | "plain"
  /** Compiled, on an engine, without a crash. */
  | "compiled"
  /** At every durable await: snapshot, drop every live object, restore, go on. */
  | "freezeDried"
  /** The engine dies at every commit: before it, inside it, and after it. */
  | "killed";

export const MODES: readonly Mode[] = ["plain", "compiled", "freezeDried", "killed"];

/** How a run ended, and its operations by number. */
export interface ModeResult {
  readonly mode: Mode;
  readonly outcome: { readonly value: unknown } | { readonly error: unknown };
  readonly trace: readonly OperationRecord[];
}
