import Database from "better-sqlite3";
import { join } from "node:path";

const ROWS = 2000;
const ROW_BYTES = 300;

/** What the disk gives without an engine: rows of 300 bytes with an integer key, WAL, full durability. */
export interface RawDisk {
  /** Milliseconds for so many commits of one row each. */
  commits(count: number): number;
  /** Milliseconds for so many rows, in transactions of 100. */
  rows(count: number): number;
  close(): void;
}

/** Every row that is written differs from the one before, so that nothing is saved. */
export function openRawDisk(folder: string): RawDisk {
  const db = new Database(join(folder, "raw.db"));
  db.pragma("journal_mode = wal");
  db.pragma("synchronous = full");
  db.exec("create table row (id integer primary key, content text not null)");
  const update = db.prepare("update row set content = ? where id = ?");
  const filler = "x".repeat(ROW_BYTES - 10);
  let written = 0;
  const write = (): void => {
    const content = String(++written).padStart(10, "0") + filler;
    update.run(content, (written % ROWS) + 1);
  };
  const insert = db.prepare("insert into row (id, content) values (?, ?)");
  db.transaction(() => {
    for (let id = 1; id <= ROWS; id++) insert.run(id, filler);
  })();
  const hundred = db.transaction(() => {
    for (let row = 0; row < 100; row++) write();
  });
  const timed = (body: () => void): number => {
    const start = performance.now();
    body();
    return performance.now() - start;
  };
  return {
    commits: (count) =>
      timed(() => {
        for (let commit = 0; commit < count; commit++) write();
      }),
    rows: (count) =>
      timed(() => {
        for (let row = 0; row < count; row += 100) hundred();
      }),
    close: () => void db.close(),
  };
}
