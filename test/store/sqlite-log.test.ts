import { statSync } from "node:fs";
import { expect, test } from "vitest";
import { openDriver } from "../../packages/runtime/src/store/sqlite/drivers/open-driver.js";
import { LOG_LIMIT_BYTES } from "../../packages/runtime/src/store/sqlite/open-database.js";
import { openSqliteStore } from "../../packages/runtime/src/store/sqlite/open-sqlite-store.js";
import { newExecution, turn } from "./contract/opened.js";
import { inTemporaryDirectory } from "./in-temporary-directory.js";

const { fresh } = inTemporaryDirectory();
/** SQLite does not write pages that stay as they are, so each one is different. */
const large = (step: number): string => `${step} `.repeat(4_000_000 / `${step} `.length);

/** A store with one execution, and the size of its write-ahead log. */
async function withLog() {
  const file = fresh();
  const store = await openSqliteStore({ file, durability: "normal" });
  const engine = await store.register(1000);
  const { seq } = (await store.create(newExecution("a"), engine)).execution;
  const write = async (times: number) => {
    for (let step = 0; step < times; step++)
      await store.commit(engine, [turn("a", { seq, snapshot: large(step) })]);
  };
  let operation = 0;
  const small = () => store.commit(engine, [turn("a", { seq, snapshot: "{}", operation: ++operation })]);
  return { file, store, engine, seq, write, small, logBytes: () => statSync(`${file}-wal`).size };
}

test("a long reader: the log grows behind it, and is cut back when it is gone", async () => {
  const { file, store, write, small, logBytes } = await withLog();
  const reader = openDriver().open(file, { readOnly: true });
  reader.exec("begin; select * from execution");
  await write(25);
  expect(logBytes()).toBeGreaterThan(LOG_LIMIT_BYTES);
  reader.close();
  await small(); // copies the log into the database
  await small(); // begins it anew
  expect(logBytes()).toBeLessThanOrEqual(LOG_LIMIT_BYTES);
  await store.close();
});

test("one large transaction: the log is cut back by the next ones", async () => {
  const { store, engine, seq, small, logBytes } = await withLog();
  await store.commit(
    engine,
    Array.from({ length: 25 }, (_, index) =>
      turn("a", { seq, state: [{ key: `k${index}`, value: large(index) }] }),
    ),
  );
  expect(logBytes()).toBeGreaterThan(LOG_LIMIT_BYTES);
  await small();
  expect(logBytes()).toBeLessThanOrEqual(LOG_LIMIT_BYTES);
  await store.close();
});

test("many transactions without anybody in the way: the log stays small", async () => {
  const { store, write, logBytes } = await withLog();
  await write(40);
  expect(logBytes()).toBeLessThan(20_000_000);
  await store.close();
});
