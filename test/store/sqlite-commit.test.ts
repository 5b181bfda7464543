import Database from "better-sqlite3";
import { expect, test, vi } from "vitest";
import { commit as commitOperation } from "../../packages/runtime/src/store/sqlite/commit.js";
import { connect } from "../../packages/runtime/src/store/sqlite/connection.js";
import { MemoryLiveness } from "../../packages/runtime/src/store/sqlite/memory-liveness.js";
import { migrate } from "../../packages/runtime/src/store/sqlite/migrate.js";
import { configure, openDatabase } from "../../packages/runtime/src/store/sqlite/open-database.js";
import { openSqliteStore } from "../../packages/runtime/src/store/sqlite/open-sqlite-store.js";
import { OwnEngines } from "../../packages/runtime/src/store/sqlite/own-engines.js";
import { untilFree } from "../../packages/runtime/src/store/sqlite/until-free.js";
import { newExecution, turn } from "./contract/opened.js";
import { inTemporaryDirectory } from "./in-temporary-directory.js";

const { fresh } = inTemporaryDirectory();

/** The parts of a store, so that the tests can reach its connection. */
function parts(file: string) {
  const db = openDatabase(file);
  configure(db, file, "full");
  migrate(db, file);
  const connection = connect(db, file);
  const engines = new OwnEngines(new MemoryLiveness());
  engines.hold(1);
  const insert = db.prepare(
    "insert into execution (id, function, status, owner, input, created_at_ms, updated_at_ms) values (?, 'f', 'pending', 1, '[]', 1, 1)",
  );
  return { db, connection, commit: commitOperation(connection, engines), insert };
}

test.each([
  ["full", 2],
  ["normal", 1],
] as const)(
  "durability %s: the connection has the settings that it rests on",
  async (durability, synchronous) => {
    const file = fresh();
    await (await openSqliteStore({ file })).close();
    const db = openDatabase(file);
    configure(db, file, durability);
    const names = ["journal_mode", "synchronous", "page_size", "busy_timeout", "wal_autocheckpoint"];
    const settings = names.map((name) => db.pragma(name, { simple: true }));
    expect(settings).toEqual(["wal", synchronous, 4096, 0, 1000]);
    db.close();
  },
);

test("a step in steady state writes one row, and only the pages of the table", async () => {
  const { db, connection, commit, insert } = parts(fresh());
  insert.run("a");
  await commit(1, [turn("a", { operation: 1 })]);
  const rows = db.prepare("select total_changes()").pluck();
  const before = rows.get() as number;
  db.pragma("wal_checkpoint(truncate)");
  await commit(1, [turn("a", { operation: 2, status: "running" })]);
  expect(rows.get()).toBe(before + 1);
  const { log } = (db.pragma("wal_checkpoint") as { log: number }[])[0]!;
  expect(log, "frames in the write-ahead log").toBe(1);
  await connection.close();
});

test("what the fault throws undoes the whole transaction and reaches the caller", async () => {
  const file = fresh();
  let armed = false;
  const fault = vi.fn((point: string) => {
    if (armed) throw new Error(`crash ${point}`);
  });
  const store = await openSqliteStore({ file, fault });
  const engine = await store.register(1000);
  await store.create(newExecution("a"), engine);
  await store.create(newExecution("b"), engine);
  armed = true;
  const group = [turn("a", { state: [{ key: "k", value: "1" }] }), turn("b")];
  await expect(store.commit(engine, group)).rejects.toThrow("crash in-commit");
  expect(await store.load("a")).toMatchObject({ status: "pending", snapshot: null });
  expect(await store.loadState("a")).toEqual([]);
  armed = false;
  expect(await store.commit(engine, group)).toEqual([{ status: "committed" }, { status: "committed" }]);
  expect(fault).toHaveBeenCalledTimes(2);
  await store.close();
});

test("a full disk: the whole commit rejects, nothing of it is stored, and the next one may succeed", async () => {
  const { db, connection, commit, insert } = parts(fresh());
  for (const id of ["small", "large"]) insert.run(id);
  db.pragma(`max_page_count = ${(db.pragma("page_count", { simple: true }) as number) + 4}`);
  const snapshot = "x".repeat(100_000);
  await expect(commit(1, [turn("small"), turn("large", { snapshot })])).rejects.toMatchObject({
    name: "StoreError",
    code: "PD2207",
    cause: { code: "SQLITE_FULL" },
  });
  const status = db.prepare("select status from execution order by id").pluck();
  expect(status.all()).toEqual(["pending", "pending"]);
  db.pragma("max_page_count = 100000");
  expect(await commit(1, [turn("small"), turn("large", { snapshot })])).toHaveLength(2);
  expect(status.all()).toEqual(["waiting", "waiting"]);
  await connection.close();
});

test("while another connection holds the lock commits wait in order, and the event loop goes on (rule 28)", async () => {
  const file = fresh();
  const store = await openSqliteStore({ file });
  const engine = await store.register(1000);
  await store.create(newExecution("a"), engine);
  const other = new Database(file);
  other.exec("begin immediate");
  let ticks = 0;
  const ticking = setInterval(() => ticks++, 5);
  let done = false;
  const operations = Array.from({ length: 20 }, (_, index) => index + 1);
  const committing = Promise.all(
    operations.map((operation) =>
      store.commit(engine, [turn("a", { operation })]).finally(() => (done = true)),
    ),
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(done).toBe(false);
  expect(ticks).toBeGreaterThan(10);
  expect(await store.load("a"), "readers are not in the way").toMatchObject({ status: "pending" });
  other.exec("rollback");
  expect((await committing).flat()).toEqual(operations.map(() => ({ status: "committed" })));
  expect(await store.load("a")).toMatchObject({ operation: 20 });
  clearInterval(ticking);
  other.close();
  await store.close();
});

test("a lock that is never given up ends in an error that says so", async () => {
  const file = fresh();
  const store = await openSqliteStore({ file });
  const other = new Database(file, { timeout: 0 });
  const db = new Database(file, { timeout: 0 });
  other.exec("begin immediate");
  await expect(untilFree(file, () => db.exec("begin immediate"), 60)).rejects.toMatchObject({
    name: "StoreError",
    code: "PD2206",
    cause: { code: "SQLITE_BUSY" },
  });
  other.close();
  db.close();
  await store.close();
});
