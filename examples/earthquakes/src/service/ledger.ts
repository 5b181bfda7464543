import { openDatabase, type Database } from "./open-database.js";

/** One request as the service saw it. */
export interface Entry {
  readonly seq: number;
  readonly key: string;
  readonly method: string;
  /** 0 until it was answered. */
  readonly status: number;
}

/** The service's own account of every request, outside of perdure: what really happened. */
export class Ledger {
  readonly #database: Database;

  constructor(file: string) {
    this.#database = openDatabase(file);
    this.#database.exec("pragma journal_mode = wal");
    this.#database.exec(
      "create table if not exists entry (seq integer primary key, key text, method text, status integer default 0)",
    );
  }

  /** Writes a request down before it is served; returns its number, and whether its key is new. */
  begin(key: string, method: string): { readonly seq: number; readonly first: boolean } {
    const first = !this.#database.prepare("select 1 from entry where key = ?").get(key);
    const { lastInsertRowid } = this.#database
      .prepare("insert into entry (key, method) values (?, ?)")
      .run(key, method);
    return { seq: Number(lastInsertRowid), first };
  }

  answered(seq: number, status: number): void {
    this.#database.prepare("update entry set status = ? where seq = ?").run(status, seq);
  }

  entries(): readonly Entry[] {
    return this.#database.prepare("select seq, key, method, status from entry order by seq").all() as Entry[];
  }

  close(): void {
    this.#database.close();
  }
}

/** The number of the last entry in a ledger that another process writes. */
export function lastEntry(file: string): number {
  const database = openDatabase(file, { readOnly: true });
  const { last } = database.prepare("select coalesce(max(seq), 0) as last from entry").get() as {
    last: number;
  };
  database.close();
  return last;
}
