import { createRequire } from "node:module";

/** What better-sqlite3 and Node's own SQLite have in common. */
export interface Database {
  prepare(sql: string): {
    run(...parameters: readonly unknown[]): { readonly lastInsertRowid: number | bigint };
    get(...parameters: readonly unknown[]): unknown;
    all(...parameters: readonly unknown[]): unknown[];
  };
  exec(sql: string): void;
  close(): void;
}

type Open<Options> = new (file: string, options: Options) => Database;

/** With better-sqlite3, or where that has no binary for this Node, with Node's own, which versions from 22.13 have. */
export function openDatabase(file: string, { readOnly = false } = {}): Database {
  const load = createRequire(import.meta.url);
  const BetterSqlite3 = load("better-sqlite3") as Open<{ readonly: boolean }>;
  try {
    return new BetterSqlite3(file, { readonly: readOnly });
  } catch (error) {
    const own = process.getBuiltinModule("node:sqlite") as { DatabaseSync: Open<{ readOnly: boolean }> };
    if (!own || isOfSqlite(error)) throw error;
    return new own.DatabaseSync(file, { readOnly });
  }
}

/** Whether SQLite itself refused something: `SQLITE_BUSY` of better-sqlite3, `ERR_SQLITE_ERROR` of Node. */
export const isOfSqlite = (error: unknown): boolean =>
  /SQLITE_/.test(String((error as { code?: unknown }).code));
