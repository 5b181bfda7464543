import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { openSqliteStore } from "../../packages/runtime/src/store/sqlite/open-sqlite-store.js";
import { commitTo, end, newExecution, turn } from "./contract/opened.js";
import { inTemporaryDirectory } from "./in-temporary-directory.js";
import { openDriver } from "../../packages/runtime/src/store/sqlite/drivers/open-driver.js";

const { fresh } = inTemporaryDirectory();

type Row = Record<string, string | number | null>;

/** The same query by the driver, and by the command line where the machine has it: people use the latter. */
function query(file: string, sql: string): Row[] {
  const db = openDriver().open(file, { readOnly: true });
  const rows = db
    .prepare(sql)
    .all()
    .map((row) => ({ ...(row as Row) }));
  db.close();
  const shell = spawnSync("sqlite3", ["-json", file, sql], { encoding: "utf8" });
  if (!shell.error) expect(JSON.parse(shell.stdout || "[]"), shell.stderr).toEqual(rows);
  return rows;
}

const frame = (machine: string, at: string, live: unknown) => ({ machine, hash: "h1", at, live });

async function storeOf(snapshots: Record<string, string | null>): Promise<string> {
  const file = fresh();
  const store = await openSqliteStore({ file });
  const engine = await store.register(1000);
  await store.describe([
    {
      machineId: "shop#flow",
      hash: "h1",
      key: "k1",
      file: "src/flow.ts",
      line: 14,
      source: "await ctx.call('a')",
    },
    {
      machineId: "shop#flow",
      hash: "older",
      key: "k1",
      file: "src/flow.ts",
      line: 99,
      source: "another version",
    },
  ]);
  for (const [id, snapshot] of Object.entries(snapshots)) {
    await store.create(newExecution(id), engine);
    await commitTo(store, engine, [turn(id, { snapshot, dueAtMs: id === "due" ? 1_700_000_000_000 : null })]);
  }
  await store.close();
  return file;
}

test("it shows the place, the source line and each variable, innermost frame first", async () => {
  const live = { i: 3, text: "3", yes: true, none: null, out: [1, { x: "y" }] };
  const frames = [frame("shop#flow", "k1", live), frame("shop#up", "k9", {})];
  const file = await storeOf({ a: JSON.stringify({ v: 1, tasks: [{ frames }] }) });
  const at = { execution: "a", status: "waiting", task: 0, frame: 0, place: "src/flow.ts:14" };
  const expected = [
    ["i", 3],
    ["text", '"3"'],
    ["yes", "true"],
    ["none", "null"],
    ["out", '[1,{"x":"y"}]'],
  ];
  const rows = query(file, "select * from waiting");
  expect(rows).toHaveLength(6);
  expected.forEach(([variable, value], index) => {
    expect(rows[index]).toMatchObject({ ...at, source: "await ctx.call('a')", variable, value });
  });
  expect(rows[5]).toMatchObject({
    execution: "a",
    frame: 1,
    place: "shop#up k9",
    source: null,
    variable: null,
  });
});

test("every task has its frames, and the due time is a date", async () => {
  const task = (name: string) => ({ frames: [frame("shop#flow", "k1", { name })] });
  const file = await storeOf({ due: JSON.stringify({ v: 1, tasks: [task("first"), task("second")] }) });
  expect(query(file, "select task, value, due_utc from waiting")).toEqual([
    { task: 0, value: '"first"', due_utc: "2023-11-14 22:13:20" },
    { task: 1, value: '"second"', due_utc: "2023-11-14 22:13:20" },
  ]);
});

test("an execution whose snapshot is missing, not JSON, or of another shape has a row all the same", async () => {
  const snapshots = {
    none: null,
    notJson: "{broken",
    empty: "",
    scalar: "3",
    list: "[1,2]",
    noTasks: '{"v":1,"tasks":[]}',
    tasksText: '{"tasks":"abc"}',
    taskText: '{"tasks":["abc"]}',
    framesNumber: '{"tasks":[{"frames":4}]}',
    odd: '{"tasks":{"a b":{"frames":[{"live":{"q.\\"r":1}}]}}}',
  };
  const file = await storeOf(snapshots);
  expect(query(file, "select distinct execution from waiting").map((row) => row["execution"])).toEqual(
    Object.keys(snapshots),
  );
  expect(query(file, "select variable, value from waiting where execution = 'odd'")).toEqual([
    { variable: 'q."r', value: 1 },
  ]);
});

test("ended executions are not in it", async () => {
  const file = fresh();
  const store = await openSqliteStore({ file });
  const engine = await store.register(1000);
  await store.create(newExecution("a"), engine);
  await commitTo(store, engine, [end("a")]);
  await store.close();
  expect(query(file, "select * from waiting")).toEqual([]);
});
