import type { PagesWrite, Seq } from "../../store.js";
import type { Database } from "../drivers/driver.js";

/** Changes the pages of a snapshot. */
export function writePages(db: Database): (execution: Seq, pages: PagesWrite) => void {
  const clear = db.prepare<[Seq]>("delete from page where execution = ?");
  const remove = db.prepare<[Seq, number]>("delete from page where execution = ? and page = ?");
  const set = db.prepare<[Seq, number, string]>(
    `insert into page (execution, page, text) values (?, ?, ?)
     on conflict (execution, page) do update set text = excluded.text`,
  );
  return (execution, pages) => {
    if (pages.clear) clear.run(execution);
    for (const page of pages.delete) remove.run(execution, page);
    for (const { page, text } of pages.write) set.run(execution, page, text);
  };
}
