/** One `await` of a machine, for tools: the ABI's checkpoint with its number. */
export interface CheckpointEntry {
  readonly number: number;
  readonly key: string;
  readonly kind: "await" | "call" | "yield";
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** The source line, trimmed. */
  readonly source: string;
  readonly live: readonly string[];
}

export interface MachineEntry {
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  /** `closure`: an async function or generator inside another machine. */
  readonly kind: "function" | "flow" | "task" | "workflow" | "helper" | "closure";
  /** False for helpers and closures, which run inside their caller's execution. */
  readonly durable: boolean;
  readonly checkpoints: readonly CheckpointEntry[];
  /** Variables that hold an array which only grows, and whose elements never change. */
  readonly appendOnly?: readonly string[];
}

export interface ClosureEntry {
  readonly id: string;
  readonly hash: string;
  readonly scopes: readonly string[];
}

/** What a compiled file holds. */
export interface Manifest {
  /** The source path inside the package. */
  readonly file: string;
  readonly package: string;
  readonly machines: readonly MachineEntry[];
  readonly closures: readonly ClosureEntry[];
}
