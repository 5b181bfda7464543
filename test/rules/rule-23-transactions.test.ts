import { durable, type DurableFunction } from "perdure";
import type { Store } from "perdure/engine";
import { describe, expect, it } from "vitest";
import { newWorld, runOut, type World } from "../engine/engine-in-memory.js";

interface Database {
  exec(sql: string): unknown;
  prepare(sql: string): { run(...values: unknown[]): unknown; get(...values: unknown[]): unknown };
}

const several = durable.flow({ name: "23 several" }, async (ctx) => {
  await ctx.transaction((db: Database) => void db.exec("create table if not exists account (name, balance)"));
  const results = await Promise.all([
    ctx.transaction((db: Database) => insert(db, "a", 1)),
    ctx.transaction((db: Database) => insert(db, "b", 2)),
    ctx.transaction((db: Database) => insert(db, "c", 3)),
  ]);
  return [results, await ctx.transaction((db: Database) => count(db))];
});
const failing = durable.flow({ name: "23 failing" }, async (ctx) => {
  await ctx.transaction((db: Database) => void db.exec("create table if not exists account (name, balance)"));
  const caught: string[] = [];
  for (const how of ["throws", "wrong table", "promise", "unstorable"] as const) {
    try {
      await ctx.transaction((db: Database) => fail(db, how));
    } catch (error) {
      caught.push(`${(error as Error).name} ${(error as { code?: string }).code ?? ""}`.trim());
    }
  }
  return [caught, await ctx.transaction((db: Database) => count(db))];
});
const unawaited = durable.flow({ name: "23 unawaited" }, async (ctx) => {
  void ctx.transaction((db: Database) => void db.exec("create table if not exists late (x)"));
  void ctx.transaction((db: Database) => void db.exec("insert into late values (1)"));
  return "main";
});
const readLate = durable.flow({ name: "23 read late" }, async (ctx) =>
  ctx.transaction((db: Database) => (db.prepare("select count(*) as n from late").get() as { n: number }).n),
);

const insert = (db: Database, name: string, balance: number): string => {
  db.prepare("insert into account values (?, ?)").run(name, balance);
  return name;
};
const count = (db: Database): number =>
  (db.prepare("select count(*) as n from account").get() as { n: number }).n;
function fail(db: Database, how: "throws" | "wrong table" | "promise" | "unstorable"): unknown {
  insert(db, "gone", 1);
  if (how === "throws") throw new RangeError("no");
  if (how === "wrong table") db.exec("insert into nowhere values (1)");
  return how === "promise" ? Promise.resolve(1) : new WeakMap();
}

async function result<T>(fn: DurableFunction<[], T>, { engine, clock }: World): Promise<T> {
  const running = await engine();
  const handle = await running.start(fn, []);
  await runOut(running, clock);
  return handle.result();
}

describe("rule 23: ctx.transaction on SQLite", () => {
  it("runs in the turn's own commit, several of one turn one after the other", async () => {
    expect(await result(several, await newWorld())).toEqual([["a", "b", "c"], 3]);
  });

  it("an error, a promise or a result that cannot be stored: rolled back and thrown", async () => {
    const [caught, left] = await result(failing, await newWorld());
    expect(left).toBe(0);
    expect(caught).toEqual([
      "RangeError",
      expect.stringMatching(/^Sqlite|^Error|^StoreError/),
      expect.stringMatching(/^PerdureError PD/),
      expect.stringMatching(/^UnstorableResultError PD/),
    ]);
  });

  it("one that nobody awaits is run, and the execution ends", async () => {
    const world = await newWorld();
    const running = await world.engine();
    const handle = await running.start(unawaited, []);
    await runOut(running, world.clock);
    expect([await handle.result(), await handle.status()]).toEqual(["main", "completed"]);
    expect(await (await running.start(readLate, [])).result()).toBe(1);
  });

  it("a commit that fails takes the rows with it; they are there once", async () => {
    const world = await newWorld();
    let failuresLeft = 4;
    const store: Store = new Proxy(world.store, {
      get:
        (target, name) =>
        (...args: unknown[]) => {
          if (name === "commit" && failuresLeft-- > 0) return Promise.reject(new Error("locked"));
          return Reflect.apply(target[name as "load"], target, args);
        },
    });
    const running = await world.engine({ store });
    const handle = await running.start(several, []);
    await runOut(running, world.clock);
    expect(await handle.result()).toEqual([["a", "b", "c"], 3]);
  });

  it("something that is not a function is refused", async () => {
    const refused = result(wrong, await newWorld());
    await expect(refused).rejects.toMatchObject({ code: "PD2060" });
  });
});
const wrong = durable.flow({ name: "23 wrong" }, async (ctx) => await ctx.transaction("select 1" as never));
