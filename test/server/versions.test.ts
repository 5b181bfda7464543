import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openRemoteStore, openSqliteStore, type Store } from "perdure/engine";
import { describe, expect, test } from "vitest";
import { exited, isReady, message } from "../crash/worker-process.js";
import { coordinator, folder, later } from "./coordinator-world.js";

type Version = "before" | "after";

/** A process of a version, which may start an execution. */
async function serve(version: Version, where: string, ...start: string[]): Promise<ChildProcess> {
  const file = fileURLToPath(new URL(`versions/${version}/flow.ts`, import.meta.url));
  const worker = fork(file, [where, ...start], { execArgv: ["--import", "@perdure/plugin/register"] });
  later(() => kill(worker));
  expect(await message(worker, isReady)).toBe("ready");
  return worker;
}

function kill(worker: ChildProcess): Promise<void> {
  worker.kill("SIGKILL");
  return exited(worker);
}

const PATIENCE = { timeout: 20_000, interval: 20 };

const kinds: [string, () => Promise<{ where: string; store: Store }>][] = [
  [
    "on one SQLite file",
    async () => {
      const where = join(folder(), "store.db");
      return { where, store: await openSqliteStore({ file: where }) };
    },
  ],
  [
    "behind a coordinator",
    async () => {
      const { url } = await coordinator({ leaseMs: 1000 });
      return { where: url, store: openRemoteStore({ url }) };
    },
  ],
];

describe.each(kinds)("workers of two versions %s (rules 3 and 4)", (_, open) => {
  test("each execution is finished by the version that began it, after kills of either", async () => {
    const { where, store } = await open();
    later(() => store.close());
    const state = async (id: string) => (await store.find(id))!;
    const go = (id: string) =>
      store.sendEvent({ eventId: `go ${id}`, payload: null, sentAtMs: 1, expiresAtMs: 1e15 });
    const parks = async (id: string) =>
      (await store.history(id, 100)).filter(({ kind }) => kind === "parked").length;
    const ended = (id: string) =>
      expect.poll(async () => (await state(id)).status, PATIENCE).toBe("completed");

    await kill(await serve("before", where, "tea"));
    // Only the other version runs: what it cannot go on with waits, with the reason.
    const after = await serve("after", where, "coffee");
    await go("tea");
    await expect.poll(async () => (await state("tea")).status, PATIENCE).toBe("parked");
    expect(await state("tea")).toMatchObject({ reason: "needs_migration" });
    expect((await state("tea")).detail).toContain("it now needs price");
    // Another process of the same code does not try again.
    const second = await serve("after", where, "milk");
    expect(await parks("tea")).toBe(1);

    const before = await serve("before", where, "water");
    await ended("tea");
    expect(await parks("tea")).toBe(1);
    expect((await state("tea")).outcome).toBe('{"value":"order of tea"}');

    // Whoever comes first takes all, and gives away what is not its own.
    await Promise.all([kill(after), kill(second), kill(before)]);
    await serve("before", where);
    await serve("after", where);
    for (const id of ["coffee", "milk", "water"]) await go(id);
    for (const id of ["coffee", "milk", "water"]) await ended(id);
    expect((await state("coffee")).outcome).toBe('{"value":"order of coffee for 6"}');
    expect((await state("milk")).outcome).toBe('{"value":"order of milk for 4"}');
    expect((await state("water")).outcome).toBe('{"value":"order of water"}');
    for (const id of ["coffee", "milk", "water"]) expect(await parks(id)).toBeLessThanOrEqual(1);
  }, 90_000);
});
