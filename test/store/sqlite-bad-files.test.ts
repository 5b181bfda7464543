import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSqliteStore } from "../../packages/runtime/src/store/sqlite/open-sqlite-store.js";
import { commitTo, newExecution, turn } from "./contract/opened.js";
import { inTemporaryDirectory } from "./in-temporary-directory.js";
import { openDriver } from "../../packages/runtime/src/store/sqlite/drivers/open-driver.js";

const { directory, fresh } = inTemporaryDirectory();

/** The code with which opening fails; the file must stay as it was. */
async function refusal(file: string): Promise<unknown> {
  const before = existsSync(file) && statSync(file).isFile() && readFileSync(file);
  const error = await openSqliteStore({ file }).then(
    () => new Error("it was opened"),
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: "StoreError" });
  expect((error as Error).message).toContain(file);
  if (before) expect(readFileSync(file).equals(before)).toBe(true);
  return (error as { code?: unknown }).code;
}

function madeBy(sql: string): string {
  const file = fresh();
  const db = openDriver().open(file);
  db.exec(sql);
  db.close();
  return file;
}

async function filled(): Promise<string> {
  const file = fresh();
  const store = await openSqliteStore({ file });
  const engine = await store.register(1000);
  for (let index = 0; index < 200; index++) {
    await store.create({ ...newExecution(`e${index}`), input: "x".repeat(1000) }, engine);
  }
  await store.close();
  return file;
}

test("missing directories are made", async () => {
  const file = join(directory, "a", "b", "c.db");
  const store = await openSqliteStore({ file });
  await store.close();
  expect(existsSync(file)).toBe(true);
});

test("an empty file is a new store", async () => {
  const file = fresh();
  writeFileSync(file, "");
  const store = await openSqliteStore({ file });
  expect((await store.create(newExecution("a"), null)).created).toBe(true);
  await store.close();
});

test.each([
  ["a short text", "hello"],
  ["a long text", "hello ".repeat(5000)],
  ["a cut header", "SQLite format 3\0"],
])("not a database: %s", async (_, content) => {
  const file = fresh();
  writeFileSync(file, content);
  expect(await refusal(file)).toBe("PD2200");
});

test("a damaged first page", async () => {
  const file = await filled();
  const bytes = readFileSync(file);
  bytes.fill(0xff, 100, 4096);
  writeFileSync(file, bytes);
  expect(await refusal(file)).toBe("PD2201");
});

test("damaged pages further on: the store opens, and reading them says so", async () => {
  const file = await filled();
  const bytes = readFileSync(file);
  bytes.fill(0xff, 4096 * 50); // behind the schema and the roots of the tables
  writeFileSync(file, bytes);
  const store = await openSqliteStore({ file });
  const reads = Array.from({ length: 200 }, (_, index) => store.load(`e${index}`));
  const failures = (await Promise.allSettled(reads)).filter(({ status }) => status === "rejected");
  expect(failures.length).toBeGreaterThan(0);
  for (const failure of failures) {
    expect((failure as PromiseRejectedResult).reason).toMatchObject({ name: "StoreError", code: "PD2201" });
  }
  await store.close();
});

test("a newer schema", async () => {
  const file = await filled();
  const db = openDriver().open(file);
  db.exec("pragma user_version = 99");
  db.exec("pragma journal_mode = delete");
  db.close();
  expect(await refusal(file)).toBe("PD2202");
});

test.each([
  ["an application_id of its own", "pragma application_id = 1234; create table a (b)", "1234"],
  ["tables and no application_id", "create table invoices (b)", '"invoices"'],
  ["a user_version only", "pragma user_version = 3", "user_version is 3"],
])("another application's database: %s", async (_, sql, named) => {
  const file = madeBy(sql);
  expect(await refusal(file)).toBe("PD2203");
  await expect(openSqliteStore({ file })).rejects.toThrow(named);
});

test("a path that cannot hold a file: a directory, a place below a file, a name with NUL in it", async () => {
  mkdirSync(join(directory, "directory.db"));
  expect(await refusal(join(directory, "directory.db"))).toBe("PD2205");
  const file = fresh();
  writeFileSync(file, "");
  expect(await refusal(join(file, "below.db"))).toBe("PD2205");
  expect(await refusal(`${file}\0.db`)).toBe("PD2205");
});

test("a file, or a directory, that this process may not write", async () => {
  const file = await filled();
  chmodSync(file, 0o444);
  const readOnlyDirectory = join(directory, "read-only");
  mkdirSync(readOnlyDirectory);
  chmodSync(readOnlyDirectory, 0o555);
  chmodSync(directory, 0o755);
  const nobody = 65534;
  const asRoot = process.getuid?.() === 0;
  if (asRoot) chownSync(file, nobody, nobody);
  const script = `
    import { openSqliteStore } from ${JSON.stringify(
      new URL("../../packages/runtime/dist/store/sqlite/open-sqlite-store.js", import.meta.url).href,
    )};
    for (const file of ${JSON.stringify([file, join(readOnlyDirectory, "new.db")])}) {
      await openSqliteStore({ file }).then(() => console.log("opened"), (error) => console.log(error.code));
    }`;
  // Permissions do not bind root, so root asks as somebody else.
  const asked = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
    ...(asRoot ? { uid: nobody, gid: nobody } : {}),
  });
  expect(asked.stdout.trim().split("\n"), asked.stderr).toEqual(["PD2204", "PD2205"]);
});

test("a table that somebody dropped: each call says so, nothing hangs", async () => {
  const file = await filled();
  const store = await openSqliteStore({ file });
  const engine = await store.register(1000);
  const db = openDriver().open(file);
  db.exec("drop view waiting; drop table state");
  db.close();
  await expect(store.load("e1")).rejects.toMatchObject({ name: "StoreError", code: "PD2211" });
  await store.create(newExecution("new"), engine);
  const broken = commitTo(store, engine, [turn("new", { state: [{ key: "k", value: "1" }] })]);
  await expect(broken).rejects.toMatchObject({ name: "StoreError", code: "PD2211" });
  expect(await store.find("new")).toMatchObject({ status: "pending" });
  await store.close();
});
