import type { Mode } from "../../modes/mode.js";

/** From the command to the process that runs programs. */
export interface Request {
  readonly file: string;
  readonly modes: readonly Mode[];
}

/** How one program fared. */
export type Verdict = { readonly kind: "equal"; readonly statistics: RunStatistics } | Failure;

export interface Failure {
  /** What went wrong, in one line that stays the same while the program shrinks: "compiled differs". */
  readonly kind: string;
  /** The mode to run, beside the plain one, to see it again. */
  readonly mode: Mode;
  /** For people: the first difference, both traces, or the error. */
  readonly explanation: string;
}

/** `durableAwaits`: in one mode. `restores`: by freeze-drying. */
export interface RunStatistics {
  readonly durableAwaits: number;
  readonly restores: number;
  readonly traceLength: number;
  /** The program ended by an error that it did not catch. */
  readonly threw: boolean;
}

export const isFailure = (verdict: Verdict): verdict is Failure => verdict.kind !== "equal";
