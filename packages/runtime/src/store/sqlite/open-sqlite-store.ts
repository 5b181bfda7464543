import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { PerdureError } from "../../errors/perdure-error.js";
import { invalidArgument } from "../../generated/messages.js";
import { readOptions } from "../../options/known-options.js";
import type { Host } from "../host.js";
import type { Store } from "../store.js";
import { calls } from "./calls/calls.js";
import { cycle } from "./calls/cycle.js";
import { changed } from "./changed.js";
import { claim } from "./claim.js";
import { commit, type Fault } from "./commit.js";
import { connect, type Connection } from "./connection.js";
import { create } from "./create.js";
import { describe } from "./describe.js";
import type { Driver, DriverName } from "./drivers/driver.js";
import { driverInUse, useDriver } from "./drivers/drivers-in-use.js";
import { openDriver } from "./drivers/open-driver.js";
import { due } from "./due.js";
import { endParked } from "./end-parked.js";
import { events } from "./events.js";
import { FileLiveness } from "./file-liveness.js";
import { countEngines } from "./engines.js";
import { find } from "./find.js";
import { history } from "./history.js";
import { host } from "./host/host.js";
import { list } from "./list.js";
import type { Liveness } from "./liveness.js";
import { load } from "./load.js";
import { MemoryLiveness } from "./memory-liveness.js";
import { messages } from "./messages.js";
import { migrate } from "./migrate.js";
import { nextDueAtMs } from "./next-due.js";
import { configure, openDatabase, type Durability } from "./open-database.js";
import { OwnEngines } from "./own-engines.js";
import { register } from "./register.js";
import { release } from "./release.js";
import { send } from "./send.js";
import { sendEvent } from "./send-event.js";
import { services } from "./services.js";
import { sweep } from "./sweep.js";
import { unpark } from "./unpark.js";
import { untilFree } from "./until-free.js";

export interface SqliteStoreOptions {
  /** A path, made with its directories where it is missing, or `:memory:`. */
  readonly file: string;
  /** Default `full`. */
  readonly durability?: Durability;
  /**
   * The SQLite to use. Default: the one that this process has the file open with, else better-sqlite3 where it is
   * installed and works, else Node's own.
   */
  readonly driver?: DriverName;
  /** Default: locks on side files; for `:memory:`, a MemoryLiveness. A function gets that one, to build upon it. */
  readonly liveness?: Liveness | ((base: Liveness) => Liveness);
  /** For crash tests: called inside the transactions of `commit`. What it throws undoes the transaction. */
  readonly fault?: Fault;
}

export interface SqliteStore extends Store {
  /** For a coordinator. */
  readonly host: Host;
}

/**
 * Opens a SQLite file as a store, creating it or upgrading its schema. Several stores, in one process or in many,
 * may share a file; those of one process share a driver, too. Rejects with a StoreError, and for wrong options with a
 * PerdureError.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  const { liveness, fault, durability = "full", ...given } = checked(options);
  const file = given.file === ":memory:" ? given.file : resolve(given.file);
  const driver = openDriver(given.driver ?? driverInUse(realPath(file)));
  const { connection, leave } = await open(driver, file, durability);
  const base = () => (file === ":memory:" ? new MemoryLiveness() : new FileLiveness(file, driver));
  const engines = new OwnEngines(typeof liveness === "function" ? liveness(base()) : (liveness ?? base()));
  let hosted: Host | undefined;
  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    await connection.close();
    engines.dropAll();
    leave();
  }
  return {
    register: register(connection, engines),
    create: create(connection),
    claim: claim(connection, engines),
    due: due(connection),
    nextDueAtMs: nextDueAtMs(connection),
    messages: messages(connection),
    find: find(connection),
    load: load(connection),
    commit: commit(connection, engines, fault),
    send: send(connection),
    sendEvent: sendEvent(connection),
    ...calls(connection),
    cycle: cycle(connection),
    events: events(connection),
    list: list(connection),
    history: history(connection),
    unpark: unpark(connection),
    endParked: endParked(connection),
    sweep: sweep(connection),
    describe: describe(connection),
    engines: countEngines(connection),
    ...services(connection),
    changed: changed(connection),
    release: release(connection, engines),
    close: () => (closed ??= close()),
    get host() {
      return (hosted ??= host(connection, engines, fault));
    },
  };
}

function checked(options: SqliteStoreOptions): SqliteStoreOptions {
  const given: Partial<SqliteStoreOptions> = readOptions("openSqliteStore", "openSqliteStore", options);
  if (given.file !== undefined) return given as SqliteStoreOptions;
  const hint = 'Give `{ file: "orders.db" }`, or `{ file: ":memory:" }`.';
  throw new PerdureError(invalidArgument({ where: "openSqliteStore", problem: "no file", hint }));
}

async function open(
  driver: Driver,
  file: string,
  durability: Durability,
): Promise<{ connection: Connection; leave: () => void }> {
  // Before the file is opened: closing it again would do the damage.
  if (existsSync(file)) useDriver(realPath(file), driver.name)();
  const db = await untilFree(file, () => openDatabase(driver, file));
  let leave: (() => void) | undefined;
  try {
    leave = useDriver(realPath(file), driver.name);
    await untilFree(file, () => configure(db, file, durability));
    const connection = connect(db, file);
    await connection.write(() => migrate(db, file));
    return { connection, leave };
  } catch (error) {
    db.close();
    leave?.();
    throw error;
  }
}

/** Databases in memory and files that are not there yet have only their name. */
const realPath = (file: string): string => (existsSync(file) ? realpathSync.native(file) : file);
