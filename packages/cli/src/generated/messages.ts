// Generated from messages/ by "npm run messages". Do not edit.
/** One catalogue entry with its placeholders filled: what happened, why, and what to do. */
export interface Message {
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly why: string;
  readonly action: string;
}
/** "%store%" names no store. */
export const storeUnknown = (parameters: { store: string }): Message => ({
  code: "PD2325",
  severity: "error",
  message: `"${parameters.store}" names no store.`,
  why: `The command opens SQLite files.`,
  action: `Write \`--store sqlite:./perdure.db\`.`,
});

/** The token cannot be read from %file%: %reason% */
export const tokenFileUnreadable = (parameters: { file: string; reason: string }): Message => ({
  code: "PD2326",
  severity: "error",
  message: `The token cannot be read from ${parameters.file}: ${parameters.reason}`,
  why: `Nothing was started.`,
  action: `Give a file that holds the token alone, and that this user may read.`,
});
