import { durable } from "perdure";
import type { Commit, CommitResult, Store } from "perdure/engine";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

const world = { runs: new Map<string, number>() };
const count = (id: string) => void world.runs.set(id, (world.runs.get(id) ?? 0) + 1);

const steps = durable.flow({ name: "6 steps" }, async (ctx, n: number) => {
  for (let i = 0; i < n; i++) await ctx.run("step", ({ idempotencyKey }) => count(idempotencyKey));
  return ctx.id;
});

const failing = durable.flow({ name: "6 failing" }, async (ctx, n: number) => {
  const fails = ({ idempotencyKey }: { idempotencyKey: string }): never => {
    count(idempotencyKey);
    throw new RangeError(String(world.runs.get(idempotencyKey)));
  };
  let caught = "";
  for (let i = 0; i < n; i++) {
    await ctx.run("step", fails).catch((error: Error) => (caught = String(error)));
  }
  return caught;
});

type Commits = (engine: number, commits: readonly Commit[]) => Promise<readonly CommitResult[]>;

/** The store with another `commit`. */
const withCommit = (store: Store, commit: (inner: Commits) => Commits): Store =>
  new Proxy(store, {
    get: (target, name) =>
      name === "commit"
        ? commit((...args) => target.commit(...args))
        : (...args: unknown[]) => Reflect.apply(target[name as "load"], target, args),
  });

describe("rule 6: a commit that fails", () => {
  it.each(["the disk is full", "the database is locked"])("%s: all are tried again", async (reason) => {
    const { engine, store, clock, logged } = await newWorld();
    world.runs.clear();
    let failures = 5;
    const failing = withCommit(store, (inner) => async (...args) => {
      if (failures-- > 0) throw new Error(reason);
      return inner(...args);
    });
    const running = await engine({ store: failing });
    const handles = await Promise.all(["a", "b", "c"].map((id) => running.start(steps, [3], { id })));
    await runOut(running, clock);
    expect(await Promise.all(handles.map((handle) => handle.result()))).toEqual(["a", "b", "c"]);
    expect([...world.runs.values()]).toEqual(Array(9).fill(1));
    expect(logged.join()).toContain("a commit failed");
  });

  it("one execution's commit fails: its neighbours go on at once, it comes later, with back-off", async () => {
    const { engine, store, clock } = await newWorld();
    world.runs.clear();
    let failures = 6;
    const delays: number[] = [];
    const failing = withCommit(store, (inner) => async (id, commits) => {
      const isHurt = (commit: Commit) => commit.kind === "turn" && commit.id === "hurt";
      const results = [
        ...(await inner(
          id,
          commits.filter((commit) => !isHurt(commit) || failures <= 0),
        )),
      ];
      return commits.map((commit) => {
        if (!isHurt(commit) || failures <= 0) return results.shift()!;
        failures -= 1;
        delays.push(clock.now());
        return { error: new Error("it cannot be stored") };
      });
    });
    const running = await engine({ store: failing });
    const hurt = await running.start(steps, [2], { id: "hurt" });
    const neighbour = await running.start(steps, [5], { id: "neighbour" });
    expect(await neighbour.result()).toBe("neighbour");
    expect(await hurt.status()).toBe("pending");
    await runOut(running, clock);
    expect(await hurt.result()).toBe("hurt");
    expect([...world.runs.entries()].filter(([key]) => key.startsWith("hurt"))).toEqual([
      ["hurt/1", 1],
      ["hurt/2", 1],
    ]);
    const waits = delays.slice(1).map((at, i) => at - delays[i]!);
    expect(waits).toEqual([50, 100, 200, 400, 800]);
  });

  it("an outcome whose turn could not be committed is kept: its effect does not run again", async () => {
    const { engine, store, clock } = await newWorld();
    world.runs.clear();
    let turns = 0;
    const failing = withCommit(store, (inner) => async (id, commits) => {
      if (commits.some(({ kind }) => kind === "turn") && ++turns === 2) throw new Error("once");
      return inner(id, commits);
    });
    const running = await engine({ store: failing });
    const handle = await running.start(steps, [2], { id: "x" });
    await runOut(running, clock);
    expect(await handle.result()).toBe("x");
    expect([...world.runs.values()]).toEqual([1, 1]);
  });

  it.each([
    ["value", steps, "x"],
    ["error", failing, "RangeError: 1"],
  ] as const)("so is one that cannot be recorded either, on a full disk: its %s", async (_, fn, expected) => {
    const { engine, store, clock } = await newWorld();
    world.runs.clear();
    let commits = 0;
    const full = withCommit(store, (inner) => async (id, group) => {
      if (++commits > 1 && commits < 12) throw new Error("the disk is full");
      return inner(id, group);
    });
    const running = await engine({ store: full });
    const handle = await running.start(fn, [2], { id: "x" });
    await runOut(running, clock);
    expect(await handle.result()).toBe(expected);
    expect(commits).toBeGreaterThan(12);
    expect([...world.runs.values()]).toEqual([1, 1]);
  });

  it("effects that end while their execution is being loaded again are heard", async () => {
    const { engine, store, clock } = await newWorld();
    world.runs.clear();
    const gates: (() => void)[] = [];
    blocked.wait = () => new Promise<void>((resolve) => gates.push(resolve));
    let fails = false;
    const failing = withCommit(store, (inner) => async (id, commits) => {
      if (!fails) return inner(id, commits);
      fails = false;
      throw new Error("once");
    });
    const running = await engine({ store: failing });
    const handle = await running.start(twoAtOnce, [], { id: "x" });
    await expect.poll(() => gates.length).toBe(2);
    fails = true;
    gates[0]!();
    await expect.poll(() => fails).toBe(false);
    gates[1]!();
    await runOut(running, clock);
    expect(await handle.result()).toEqual([1, 1]);
  });
});

const blocked: { wait: () => Promise<void> } = { wait: () => Promise.resolve() };
const gated = async (key: string): Promise<number> => {
  count(key);
  await blocked.wait();
  return world.runs.get(key)!;
};
const twoAtOnce = durable.flow({ name: "6 two at once" }, async (ctx) => {
  const first = ctx.run("first", ({ idempotencyKey }) => gated(idempotencyKey));
  const second = ctx.run("second", ({ idempotencyKey }) => gated(idempotencyKey));
  const one = await first;
  await ctx.state.set("one", one);
  return [one, await second];
});
