import { existsSync, realpathSync, rmSync } from "node:fs";
import type { Database, Driver } from "./drivers/driver.js";
import type { Liveness } from "./liveness.js";
import type { EngineId } from "../store.js";
import { isBusy } from "./sqlite-failure.js";

const KEY = Symbol.for("perdure/held-side-files");

/**
 * Side files held by this process, by path. POSIX drops a process's lock on a file as soon as the process closes
 * any handle of it, so these must never be opened a second time, by no copy of the package and by no other driver.
 */
const held: Map<string, Database> = ((globalThis as { [KEY]?: Map<string, Database> })[KEY] ??= new Map());

/**
 * Liveness by an operating-system lock: each engine keeps an exclusive transaction open on a side file of its own,
 * `<store>-engine-<number>`. The kernel releases it when the process dies, however it dies. A process that is only
 * stopped keeps it.
 */
export class FileLiveness implements Liveness {
  readonly #store: string;
  readonly #driver: Driver;

  /** `store`: path of the store's file, which must exist. */
  constructor(store: string, driver: Driver) {
    this.#store = realpathSync.native(store);
    this.#driver = driver;
  }

  hold(engine: EngineId): boolean {
    const file = this.#sideFile(engine);
    if (held.has(file)) return false;
    const side = this.#driver.open(file);
    try {
      side.exec("begin exclusive");
    } catch (error) {
      side.close();
      if (isBusy(error)) return false;
      throw error;
    }
    held.set(file, side);
    return true;
  }

  isAlive(engine: EngineId): boolean {
    const file = this.#sideFile(engine);
    if (held.has(file)) return true;
    if (!existsSync(file)) return false;
    let side: Database | undefined;
    try {
      // A shared lock is enough to see an exclusive one, and two observers do not take each other for the owner.
      side = this.#driver.open(file, { readOnly: true });
      side.prepare("select count(*) from sqlite_schema").get();
      return false;
    } catch (error) {
      if (isBusy(error)) return true;
      if (!existsSync(file)) return false;
      throw error;
    } finally {
      side?.close();
    }
  }

  drop(engine: EngineId): void {
    const file = this.#sideFile(engine);
    held.get(file)?.close();
    held.delete(file);
    try {
      rmSync(file, { force: true });
    } catch {
      // Windows keeps it while an observer has it open; without its lock it says "dead" all the same.
    }
  }

  #sideFile(engine: EngineId): string {
    return `${this.#store}-engine-${engine}`;
  }
}
