/** What holds for an execution across attempts of its function; stored in its row. */
export interface Control {
  /** When the execution as a whole must have ended. */
  deadlineAtMs?: number;
  /** The same for this attempt of the function. */
  attemptDeadlineAtMs?: number;
  /** It was told to stop, and how: its function is cleaning up. */
  stopped?: "cancelled" | "timeout";
  /** When the clean-up must have ended. */
  cleanupUntilMs?: number;
  /** When this attempt began; the first one: at the creation. */
  attemptAtMs?: number;
  /** The take-over that is in the history. */
  epoch?: number;
  /** Of a durable object: the call that it carries out. */
  call?: ActiveCall;
  /** How it ends where the clean-up does not end in time. */
  stoppedBy?: string;
}

/** A call that an object carries out. */
export interface ActiveCall {
  readonly id: string;
  readonly method: string;
  readonly caller: string | null;
  /** Objects that wait for it, the first one first. */
  readonly chain: readonly string[];
  readonly sinceMs: number;
}

export const readControl = (text: string | null): Control =>
  text === null ? {} : (JSON.parse(text) as Control);

export const controlText = (control: Control): string | null =>
  Object.keys(control).length === 0 ? null : JSON.stringify(control);

/** The next time at which something in here is due; Infinity where nothing is. */
export const controlDueAtMs = ({
  deadlineAtMs = Infinity,
  attemptDeadlineAtMs = Infinity,
  cleanupUntilMs = Infinity,
}: Control): number => Math.min(deadlineAtMs, attemptDeadlineAtMs, cleanupUntilMs);
