import { beforeEach, describe, expect, test } from "vitest";
import { opened, turn, type StoreUnderTest } from "./opened.js";

/** What the drivers' databases have in common. */
interface Sql {
  exec(sql: string): void;
  prepare(sql: string): { all(): unknown[] };
}

export function transactionContract(under: StoreUnderTest): void {
  describe("the user's transactions (rule 23)", () => {
    const at = opened(under);
    const failed = (error: unknown) => `failed: ${(error as Error).message}`;
    const run = (id: string, body: (db: Sql) => string, changes = {}) =>
      turn(id, {
        ...changes,
        transaction: { operation: 3, run: (db) => body(db as Sql), failed },
      });
    const rows = async (): Promise<unknown[]> => {
      let found: unknown[] = [];
      await at.commitOne(run("a", (db) => ((found = db.prepare("select n from t order by n").all()), "")));
      return found;
    };
    beforeEach(async () => {
      await at.create("a", "b");
      await at.commitOne(run("b", (db) => (db.exec("create table t (n integer primary key)"), "")));
    });

    test("its statements and its outcome are stored with the turn", async () => {
      const insert = run("a", (db) => (db.exec("insert into t values (1)"), '"ok"'), { operation: 3 });
      const result = await at.commitOne(insert);
      const [message] = (await at.inbox("a"))!;
      expect(message).toMatchObject({ kind: "outcome", operation: 3, payload: '"ok"' });
      expect(result).toEqual({ status: "committed", message: message!.seq, outcome: '"ok"' });
      expect(await rows()).toEqual([{ n: 1 }]);
      expect(await at.store.find("a")).toMatchObject({ status: "waiting" });
    });

    test("where it throws, only its statements are undone; the failure is the outcome", async () => {
      const boom = (db: Sql) => {
        db.exec("insert into t values (1)");
        throw new Error("boom");
      };
      const result = await at.commitOne(run("a", boom, { operation: 4, state: [{ key: "k", value: "1" }] }));
      expect(result).toMatchObject({ status: "committed", outcome: "failed: boom" });
      expect(await at.mail("a")).toEqual(["outcome 3 failed: boom"]);
      expect([await at.state("a"), await rows()]).toEqual([[{ key: "k", value: "1" }], []]);
    });

    test.each([
      ["a constraint", "insert into t values (1), (1)"],
      ["a syntax error", "insert into t valeus"],
      ["a table that is not there", "select * from nothing"],
    ])("%s fails the transaction, not its neighbours", async (_, sql) => {
      const results = await at.commit(
        turn("b", { operation: 2 }),
        run("a", (db) => (db.exec(sql), "")),
        turn("b", { operation: 3 }),
      );
      expect(results).toMatchObject([
        { status: "committed" },
        { status: "committed", outcome: expect.stringMatching(/^failed: /) },
        { status: "committed" },
      ]);
      expect([(await at.store.find("b"))?.operation, await rows()]).toEqual([3, []]);
    });

    test("foreign keys are watched over", async () => {
      await at.commitOne(run("b", (db) => (db.exec("create table u (n references t)"), "")));
      const result = await at.commitOne(run("a", (db) => (db.exec("insert into u values (9)"), "")));
      expect(result).toMatchObject({ outcome: expect.stringContaining("FOREIGN KEY") });
    });

    test("savepoints of its own are fine", async () => {
      const nested = (db: Sql) => {
        db.exec("savepoint mine; insert into t values (1); rollback to mine; release mine");
        db.exec("insert into t values (2)");
        return "";
      };
      await at.commitOne(run("a", nested));
      expect(await rows()).toEqual([{ n: 2 }]);
    });

    test.each(["commit", "rollback", "commit; begin", "rollback; begin", "rollback; begin; savepoint user"])(
      "one that would end the store's transaction by `%s` hurts itself alone, also where it hides the error",
      async (sql) => {
        const ending = (db: Sql) => {
          db.exec(sql);
          return "went on";
        };
        const hiding = (db: Sql) => {
          try {
            return ending(db);
          } catch {
            return "hidden";
          }
        };
        for (const body of [ending, hiding]) {
          const messages = [{ to: "b", kind: "cancel" }] as const;
          const results = await at.commit(
            turn("b", { messages }),
            run("a", body, { operation: 9 }),
            turn("b", { messages }),
          );
          const outcome = results[1] as { outcome?: string };
          expect(outcome.outcome).toMatch(/^failed: |^hidden$/);
          const delivered = { status: "committed", delivered: true };
          expect([results[0], results[2]]).toEqual([delivered, delivered]);
          const inbox = (await at.inbox("b"))!.filter(({ kind }) => kind === "cancel");
          expect(inbox, "written once").toHaveLength(2);
          await at.commitOne(turn("b", { consumed: inbox.map(({ seq }) => seq) }));
          expect(await at.store.find("a")).toMatchObject({ operation: 9 });
        }
      },
    );

    test("a constraint that is checked at the end fails the transaction, not its neighbours", async () => {
      const deferred = "create table u (n references t deferrable initially deferred)";
      await at.commitOne(run("b", (db) => (db.exec(deferred), "")));
      const results = await at.commit(
        turn("b", { operation: 8 }),
        run("a", (db) => (db.exec("insert into u values (9)"), "stored")),
      );
      expect(results).toMatchObject([
        { status: "committed" },
        { status: "committed", outcome: expect.stringContaining("FOREIGN KEY") },
      ]);
      expect(await at.store.find("b")).toMatchObject({ operation: 8 });
    });

    test("a fenced turn runs nothing", async () => {
      let ran = 0;
      const fenced = run("a", () => String(ran++), { epoch: 8 });
      expect(await at.commitOne(fenced)).toEqual({ status: "fenced" });
      expect(ran).toBe(0);
    });
  });
}
