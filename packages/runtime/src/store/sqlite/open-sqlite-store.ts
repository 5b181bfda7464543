import { resolve } from "node:path";
import type { Liveness } from "./liveness.js";
import { MemoryLiveness } from "./memory-liveness.js";
import type { Store } from "../store.js";
import { changed } from "./changed.js";
import { claim } from "./claim.js";
import { commit, type Fault } from "./commit.js";
import { connect, type Connection } from "./connection.js";
import { create } from "./create.js";
import { describe } from "./describe.js";
import { due } from "./due.js";
import { FileLiveness } from "./file-liveness.js";
import { load } from "./load.js";
import { loadOutcomes } from "./load-outcomes.js";
import { loadState } from "./load-state.js";
import { migrate } from "./migrate.js";
import { nextDueAtMs } from "./next-due.js";
import { configure, openDatabase, type Durability } from "./open-database.js";
import { OwnEngines } from "./own-engines.js";
import { register } from "./register.js";
import { release } from "./release.js";
import { untilFree } from "./until-free.js";

export interface SqliteStoreOptions {
  /** A path, made with its directories where it is missing, or `:memory:`. */
  readonly file: string;
  /** Default `full`. */
  readonly durability?: Durability;
  /** Default: locks on side files; for `:memory:`, a MemoryLiveness. */
  readonly liveness?: Liveness;
  /** For crash tests: called inside the transactions of `commit`. What it throws undoes the transaction. */
  readonly fault?: Fault;
}

/**
 * Opens a SQLite file as a store, creating it or upgrading its schema. Several stores, in one process or in many,
 * may share a file. Rejects with a StoreError.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { liveness, fault, durability = "full" } = options;
  const file = options.file === ":memory:" ? options.file : resolve(options.file);
  const connection = await open(file, durability);
  const engines = new OwnEngines(
    liveness ?? (file === ":memory:" ? new MemoryLiveness() : new FileLiveness(file)),
  );
  return {
    register: register(connection, engines),
    create: create(connection),
    claim: claim(connection, engines),
    due: due(connection),
    nextDueAtMs: nextDueAtMs(connection),
    load: load(connection),
    loadState: loadState(connection),
    loadOutcomes: loadOutcomes(connection),
    commit: commit(connection, engines, fault),
    describe: describe(connection),
    changed: changed(connection),
    release: release(connection, engines),
    async close() {
      await connection.close();
      engines.dropAll();
    },
  };
}

async function open(file: string, durability: Durability): Promise<Connection> {
  const db = await untilFree(file, () => openDatabase(file));
  try {
    await untilFree(file, () => configure(db, file, durability));
    const connection = connect(db, file);
    await connection.write(() => migrate(db, file));
    return connection;
  } catch (error) {
    db.close();
    throw error;
  }
}
