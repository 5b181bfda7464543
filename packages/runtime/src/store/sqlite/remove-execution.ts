import type { Seq } from "../store.js";
import type { Database } from "./drivers/driver.js";

const TABLES = ["input", "state", "kept", "inbox", "wait", "history"];

/** Removes an execution with all that belongs to it. */
export function removeExecution(db: Database): (execution: Seq) => void {
  const tags = db.prepare<[Seq], { readonly tags: string | null }>(
    "select tags from execution where seq = ?",
  );
  const removals = TABLES.map((table) => db.prepare<[Seq]>(`delete from ${table} where execution = ?`));
  const removeTag = db.prepare<[string, Seq]>("delete from tag where tag = ? and execution = ?");
  const remove = db.prepare<[Seq]>("delete from execution where seq = ?");
  return (seq) => {
    for (const removal of removals) removal.run(seq);
    for (const tag of JSON.parse(tags.get(seq)?.tags ?? "[]") as string[]) removeTag.run(tag, seq);
    remove.run(seq);
  };
}
