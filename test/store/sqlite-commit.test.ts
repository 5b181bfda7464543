import { expect, test, vi } from "vitest";
import { commit as commitOperation } from "../../packages/runtime/src/store/sqlite/commit.js";
import { connect } from "../../packages/runtime/src/store/sqlite/connection.js";
import { create } from "../../packages/runtime/src/store/sqlite/create.js";
import { events } from "../../packages/runtime/src/store/sqlite/events.js";
import { find } from "../../packages/runtime/src/store/sqlite/find.js";
import { load } from "../../packages/runtime/src/store/sqlite/load.js";
import { send } from "../../packages/runtime/src/store/sqlite/send.js";
import { sendEvent } from "../../packages/runtime/src/store/sqlite/send-event.js";
import { MemoryLiveness } from "../../packages/runtime/src/store/sqlite/memory-liveness.js";
import { migrate } from "../../packages/runtime/src/store/sqlite/migrate.js";
import { configure, openDatabase } from "../../packages/runtime/src/store/sqlite/open-database.js";
import { openSqliteStore } from "../../packages/runtime/src/store/sqlite/open-sqlite-store.js";
import { OwnEngines } from "../../packages/runtime/src/store/sqlite/own-engines.js";
import { pragma } from "../../packages/runtime/src/store/sqlite/pragma.js";
import { openDriver } from "../../packages/runtime/src/store/sqlite/drivers/open-driver.js";
import { untilFree } from "../../packages/runtime/src/store/sqlite/until-free.js";
import { commitTo, newExecution, turn } from "./contract/opened.js";
import { inTemporaryDirectory } from "./in-temporary-directory.js";

const { fresh } = inTemporaryDirectory();

/** The parts of a store, so that the tests can reach its connection. */
function parts(file: string) {
  const db = openDatabase(openDriver(), file);
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
    const db = openDatabase(openDriver(), file);
    configure(db, file, durability);
    const settings = {
      journal_mode: "wal",
      synchronous,
      page_size: 4096,
      busy_timeout: 0,
      wal_autocheckpoint: 1000,
      journal_size_limit: 67_108_864,
      foreign_keys: 1,
    };
    for (const [name, value] of Object.entries(settings)) expect(pragma(db, name), name).toBe(value);
    db.close();
  },
);

test("a step in steady state writes one row, and only the pages of the table", async () => {
  const { db, connection, commit, insert } = parts(fresh());
  const seq = insert.run("a").lastInsertRowid;
  await commit(1, [turn("a", { seq, operation: 1 })]);
  const rows = db.prepare<[], { changes: number }>("select total_changes() as changes");
  const before = rows.get()!.changes;
  db.exec("pragma wal_checkpoint(truncate)");
  await commit(1, [turn("a", { seq, operation: 2, status: "running", control: "{}" })]);
  expect(rows.get()!.changes).toBe(before + 1);
  const log = db.prepare<[], { log: number }>("pragma wal_checkpoint").get()!.log;
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
  await expect(commitTo(store, engine, group)).rejects.toThrow("crash in-commit");
  expect(await store.load("a")).toMatchObject({
    execution: { status: "pending", snapshot: null },
    state: [],
  });
  armed = false;
  expect(await commitTo(store, engine, group)).toEqual([{ status: "committed" }, { status: "committed" }]);
  expect(fault).toHaveBeenCalledTimes(2);
  await store.close();
});

test("a full disk: the whole commit rejects, nothing of it is stored, and the next one may succeed", async () => {
  const { db, connection, commit, insert } = parts(fresh());
  const [small, large] = ["small", "large"].map((id) => insert.run(id).lastInsertRowid);
  db.exec(`pragma max_page_count = ${Number(pragma(db, "page_count")) + 4}`);
  const snapshot = "x".repeat(100_000);
  const group = [turn("small", { seq: small! }), turn("large", { seq: large!, snapshot })];
  await expect(commit(1, group)).rejects.toMatchObject({
    name: "StoreError",
    code: "PD2207",
    cause: { message: "database or disk is full" },
  });
  const status = db.prepare("select status from execution order by id");
  expect(status.all()).toEqual([{ status: "pending" }, { status: "pending" }]);
  db.exec("pragma max_page_count = 100000");
  expect(await commit(1, group)).toHaveLength(2);
  expect(status.all()).toEqual([{ status: "waiting" }, { status: "waiting" }]);
  await connection.close();
});

test("a full disk: every operation that writes says so and leaves nothing behind; reading goes on", async () => {
  const file = fresh();
  const store = await openSqliteStore({ file });
  const engine = await store.register(1000);
  await store.create(newExecution("a"), engine);
  await store.close();
  const db = openDatabase(openDriver(), file);
  configure(db, file, "full");
  db.exec(`pragma max_page_count = ${Number(pragma(db, "page_count"))}`);
  const connection = connect(db, file);
  const large = "x".repeat(100_000);
  const full = { name: "StoreError", code: "PD2207" };
  const event = { eventId: "go", payload: large, sentAtMs: 1, expiresAtMs: 9000 };
  await expect(send(connection)("a", { kind: "cancel", payload: large })).rejects.toMatchObject(full);
  await expect(sendEvent(connection)(event)).rejects.toMatchObject(full);
  const bigger = { ...newExecution("b"), input: large };
  await expect(create(connection)(bigger, engine)).rejects.toMatchObject(full);
  expect((await load(connection)("a"))?.inbox).toEqual([]);
  expect(await events(connection)(false, 0, 9)).toEqual([]);
  expect(await find(connection)("b")).toBeNull();
  db.exec("pragma max_page_count = 100000");
  expect(await send(connection)("a", { kind: "cancel", payload: large })).toBe(true);
  await sendEvent(connection)(event);
  expect(await events(connection)(false, 0, 9)).toHaveLength(1);
  await connection.close();
});

test("a user's transaction that fills the disk fails its group, and may be tried again", async () => {
  const { db, connection, commit, insert } = parts(fresh());
  const [a, b] = ["a", "b"].map((id) => insert.run(id).lastInsertRowid);
  db.exec("create table t (text)");
  db.exec(`pragma max_page_count = ${Number(pragma(db, "page_count")) + 8}`);
  const run = (database: unknown) => {
    (database as { exec(sql: string): void }).exec("insert into t values (zeroblob(100000))");
    return "stored";
  };
  const transaction = { operation: 1, run, failed: () => "failed" };
  const group = [turn("a", { seq: a! }), turn("b", { seq: b!, transaction })];
  await expect(commit(1, group)).rejects.toMatchObject({ name: "StoreError", code: "PD2207" });
  expect(db.prepare("select status from execution").all()).toEqual([
    { status: "pending" },
    { status: "pending" },
  ]);
  db.exec("pragma max_page_count = 100000");
  expect(await commit(1, group)).toMatchObject([{ status: "committed" }, { outcome: "stored" }]);
  await connection.close();
});

test("while another connection holds the lock messages and events wait, and none is lost", async () => {
  const file = fresh();
  const store = await openSqliteStore({ file });
  const engine = await store.register(1000);
  await store.create(newExecution("a"), engine);
  const other = openDriver().open(file);
  other.exec("begin immediate");
  const sending = Promise.all([
    store.send("a", { kind: "cancel" }),
    store.sendEvent({ eventId: "go", payload: null, sentAtMs: 1, expiresAtMs: 9000 }),
    store.send("a", { kind: "end" }),
    store.sweep(1, 10),
    store.unpark("a", "resume", 1),
  ]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await store.messages(engine, 0, 9), "readers are not in the way").toEqual([]);
  other.exec("rollback");
  expect(await sending).toEqual([true, undefined, true, 0, false]);
  expect((await store.messages(engine, 0, 9)).map(({ kind }) => kind)).toEqual(["cancel", "end"]);
  expect(await store.events(false, 0, 9)).toHaveLength(1);
  other.close();
  await store.close();
});

test("while another connection holds the lock commits wait in order, and the event loop goes on (rule 28)", async () => {
  const file = fresh();
  const store = await openSqliteStore({ file });
  const engine = await store.register(1000);
  const { seq } = (await store.create(newExecution("a"), engine)).execution;
  const other = openDriver().open(file);
  other.exec("begin immediate");
  let ticks = 0;
  const ticking = setInterval(() => ticks++, 5);
  let done = false;
  const operations = Array.from({ length: 20 }, (_, index) => index + 1);
  const committing = Promise.all(
    operations.map((operation) =>
      store.commit(engine, [turn("a", { seq, operation })]).finally(() => (done = true)),
    ),
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(done).toBe(false);
  expect(ticks).toBeGreaterThan(10);
  expect(await store.find("a"), "readers are not in the way").toMatchObject({ status: "pending" });
  other.exec("rollback");
  expect((await committing).flat()).toEqual(operations.map(() => ({ status: "committed" })));
  expect(await store.find("a")).toMatchObject({ operation: 20 });
  clearInterval(ticking);
  other.close();
  await store.close();
});

test("a lock that is never given up ends in an error that says so", async () => {
  const file = fresh();
  const store = await openSqliteStore({ file });
  const other = openDriver().open(file);
  const db = openDriver().open(file);
  other.exec("begin immediate");
  await expect(untilFree(file, () => db.exec("begin immediate"), { giveUpMs: 60 })).rejects.toMatchObject({
    name: "StoreError",
    code: "PD2206",
    cause: { message: "database is locked" },
  });
  other.close();
  db.close();
  await store.close();
});
