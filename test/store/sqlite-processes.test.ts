import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { openSqliteStore } from "../../packages/runtime/src/store/sqlite/open-sqlite-store.js";
import { commitTo, newExecution, turn } from "./contract/opened.js";
import { inTemporaryDirectory } from "./in-temporary-directory.js";
import { openDriver } from "../../packages/runtime/src/store/sqlite/drivers/open-driver.js";

const { fresh } = inTemporaryDirectory();

const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
});

/** Starts `processes/<name>.mjs`; `line()` gives the next line that it prints. */
function start(name: string, ...args: string[]) {
  const script = fileURLToPath(new URL(`./processes/${name}.mjs`, import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  children.add(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    line: async () => ((await lines.next()) as { value?: string }).value,
    exited: once(child, "exit"),
  };
}

const engineRows = (file: string) => {
  const db = openDriver().open(file, { readOnly: true });
  const ids = db.prepare<[], { id: number }>("select id from engine").all();
  db.close();
  return ids.map(({ id }) => id);
};

test("an engine killed by SIGKILL: another takes its executions over at once, and tidies up (rule 27)", async () => {
  const file = fresh();
  const owner = start("own", file, "3");
  const dead = Number(await owner.line());
  const store = await openSqliteStore({ file });
  const engine = await store.register(2000);
  expect(await store.claim(engine, ["shop#flow"], 10, 2000), "alive").toBe(0);
  expect(existsSync(`${file}-engine-${dead}`)).toBe(true);
  owner.child.kill("SIGKILL");
  await owner.exited;
  expect(await store.claim(engine, ["shop#flow"], 2, 2000)).toBe(2);
  expect(existsSync(`${file}-engine-${dead}`)).toBe(false);
  expect(engineRows(file)).toEqual([engine]);
  expect(await store.claim(engine, ["shop#flow"], 10, 2000), "the rest, after the row is gone").toBe(1);
  expect(await store.find("own-0")).toMatchObject({ epoch: 1 });
  expect(await commitTo(store, engine, [turn("own-0", { epoch: 0 })])).toEqual([{ status: "fenced" }]);
  await store.release(engine);
  expect(existsSync(`${file}-engine-${engine}`)).toBe(false);
  await store.close();
});

test("an engine that is only stopped keeps its executions, and goes on with them (rule 27)", async () => {
  const file = fresh();
  const owner = start("own", file, "1");
  await owner.line();
  owner.child.kill("SIGSTOP");
  const store = await openSqliteStore({ file });
  const engine = await store.register(2000);
  expect(await store.claim(engine, ["shop#flow"], 10, 2000)).toBe(0);
  owner.child.kill("SIGCONT");
  owner.child.kill("SIGTERM"); // it commits its execution, releases and leaves
  expect(await owner.line()).toBe("committed");
  await owner.exited;
  expect(await store.find("own-0")).toMatchObject({ status: "waiting", operation: 5 });
  expect(await store.claim(engine, ["shop#flow"], 10, 2000)).toBe(1);
  await store.close();
});

test("an engine of this process is alive for other stores of this process, which never open its side file", async () => {
  const file = fresh();
  const [first, second] = [await openSqliteStore({ file }), await openSqliteStore({ file })];
  const [one, two] = [await first.register(1000), await second.register(1000)];
  await first.create(newExecution("a"), one);
  expect(await second.claim(two, ["shop#flow"], 10, 2000)).toBe(0);
  // Had it been opened and closed here, the lock would be gone for the child too.
  const claimer = start("claim", file);
  expect(await claimer.line()).toBe("0");
  await claimer.exited;
  await first.close();
  await second.close();
});

test("a number that an engine of an older file still holds is passed over", async () => {
  const file = fresh();
  const older = openDriver().open(`${file}-engine-1`);
  older.exec("begin exclusive");
  const store = await openSqliteStore({ file });
  expect(await store.register(1000)).toBe(2);
  expect(engineRows(file)).toEqual([2]);
  await store.close();
  older.close();
});

test("several processes open a new file at once: one schema, a number each", async () => {
  const file = fresh();
  const processes = Array.from({ length: 4 }, () => start("own", file, "1"));
  const ids = await Promise.all(processes.map(({ line }) => line()));
  expect(ids.map(Number).sort()).toEqual([1, 2, 3, 4]);
});

test("two processes hammer one file: every commit is applied; commit waits are printed (rule 28)", async () => {
  const file = fresh();
  const processes = ["left", "right"].map((name) => start("hammer", file, name, "1500"));
  const reports = await Promise.all(processes.map(async ({ line }) => JSON.parse((await line()) ?? "null")));
  await Promise.all(processes.map(({ exited }) => exited));
  const store = await openSqliteStore({ file });
  for (const { name, commits, executions } of reports) {
    expect(commits).toBeGreaterThan(0);
    for (let index = 0; index < executions; index++) {
      expect(await store.find(`${name}-${index}`)).toMatchObject({ operation: commits });
    }
  }
  console.log("commit waits in ms", reports);
  await store.close();
});
