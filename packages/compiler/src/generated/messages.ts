// Generated from messages/ by "npm run messages". Do not edit.
/** One catalogue entry with its placeholders filled: what happened, why, and what to do. */
export interface Message {
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly why: string;
  readonly action: string;
}
