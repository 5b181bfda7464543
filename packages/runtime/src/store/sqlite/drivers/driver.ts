/** What the store needs of a SQLite library. Both drivers' own statements have this shape. */
export interface Statement<Parameters extends unknown[] = unknown[], Row = unknown> {
  /** For statements that give no rows. */
  run(...parameters: Parameters): { readonly changes: number; readonly lastInsertRowid: number };
  get(...parameters: Parameters): Row | undefined;
  all(...parameters: Parameters): Row[];
}

/** One connection. */
export interface Database {
  prepare<Parameters extends unknown[] = unknown[], Row = unknown>(sql: string): Statement<Parameters, Row>;
  /** Runs statements without parameters; rows are dropped. */
  exec(sql: string): void;
  readonly inTransaction: boolean;
  close(): void;
  /** The library's own object, for users' transactions. */
  readonly native: unknown;
}

export type DriverName = "better-sqlite3" | "node";

export interface Driver {
  readonly name: DriverName;
  /** Opens `file`, creating it unless `readOnly`. Locks are never waited for. Throws the library's error. */
  open(file: string, options?: { readonly readOnly?: boolean }): Database;
}
