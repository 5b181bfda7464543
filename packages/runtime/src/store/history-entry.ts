/** What an execution did, for people. */
export interface HistoryEntry {
  /** The operation's number; 0 for what concerns the execution. */
  readonly n: number;
  /** `run`, `call`, `sleep`...; `attempt`, `cancelled`, `parked`, `resumed`... for what concerns the execution. */
  readonly kind: string;
  readonly label: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly attempt: number;
  /** The first line of the error's message, where it failed. */
  readonly error?: string;
  /** Length of the outcome's text. */
  readonly bytes?: number;
  /** `abandoned`, `interrupted`... */
  readonly note?: string;
}
