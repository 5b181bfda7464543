import { existsSync, realpathSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import type { Liveness } from "./liveness.js";
import type { EngineId } from "../store.js";
import { isBusy } from "./sqlite-failure.js";

const KEY = Symbol.for("perdure/held-side-files");

/**
 * Side files held by this process, by path. POSIX drops a process's lock on a file as soon as the process closes
 * any handle of it, so these must never be opened a second time, by no copy of the package.
 */
const held: Map<string, Database.Database> = ((globalThis as { [KEY]?: Map<string, Database.Database> })[
  KEY
] ??= new Map());

/**
 * Liveness by an operating-system lock: each engine keeps an exclusive transaction open on a side file of its own,
 * `<store>-engine-<number>`. The kernel releases it when the process dies, however it dies. A process that is only
 * stopped keeps it.
 */
export class FileLiveness implements Liveness {
  readonly #store: string;

  /** `store`: path of the store's file, which must exist. */
  constructor(store: string) {
    this.#store = realpathSync.native(store);
  }

  hold(engine: EngineId): boolean {
    const file = this.#sideFile(engine);
    if (held.has(file)) return false;
    const side = new Database(file, { timeout: 0 });
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
    let side: Database.Database | undefined;
    try {
      // A shared lock is enough to see an exclusive one, and two observers do not take each other for the owner.
      side = new Database(file, { timeout: 0, readonly: true, fileMustExist: true });
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
