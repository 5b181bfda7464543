import { appendFileSync } from "node:fs";
import { durable, type StepInfo } from "perdure";

/** What kills the process between an effect and the commit of its outcome. */
export const fate: { afterEffect: () => void } = { afterEffect: () => {} };

function effect(ledger: string, { idempotencyKey, attempt }: StepInfo, value: number): number {
  appendFileSync(ledger, `begin ${idempotencyKey} ${attempt}\nend ${idempotencyKey} ${attempt}\n`);
  fate.afterEffect();
  return value;
}

interface Database {
  exec(sql: string): unknown;
  prepare(sql: string): { run(...values: unknown[]): unknown; get(): unknown };
}

const child = durable.flow({ name: "child" }, async (ctx, ledger: string, n: number) => {
  const doubled = await ctx.run("double", (info) => effect(ledger, info, n * 2));
  return doubled + 1;
});

/** One of each: a step, a transaction, a child, two steps at once, an event, state. */
export const journey = durable.flow({ name: "journey" }, async (ctx, ledger: string) => {
  const first = await ctx.run("first", (info) => effect(ledger, info, 1));
  const rows = await Promise.all([
    ctx.transaction((db: Database) => insert(db, "a")),
    ctx.transaction((db: Database) => insert(db, "b")),
  ]);
  await ctx.state.set("first", first);
  const fromChild = await ctx.call(child, ledger, 10);
  const both = await Promise.all([
    ctx.run("left", (info) => effect(ledger, info, 3)),
    ctx.run("right", (info) => effect(ledger, info, 4), { record: "eager" }),
  ]);
  await ctx.sendEvent("news", both);
  const news = await ctx.waitForEvent<number[]>("news");
  await ctx.sleep(1);
  const total = await ctx.transaction((db: Database) => count(db));
  return { first, rows, fromChild, news, total, state: await ctx.state.get<number>("first") };
});

function insert(db: Database, name: string): string {
  db.exec("create table if not exists account (name)");
  db.prepare("insert into account values (?)").run(name);
  return name;
}

const count = (db: Database): number =>
  (db.prepare("select count(*) as n from account").get() as { n: number }).n;
