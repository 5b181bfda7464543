import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { durable } from "perdure";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { buildWorker } from "../crash/built-worker.js";
import { exited, isReady, message, startBuilt } from "../crash/worker-process.js";
import { client, coordinator, folder, later } from "./coordinator-world.js";
import type { Account } from "./object-flow.js";

type Built = Awaited<ReturnType<typeof buildWorker>>;
const built: Record<string, Built> = {};
beforeAll(async () => {
  for (const name of ["object", "payments", "shop"])
    built[name] = await buildWorker(`../server/${name}-worker.ts`);
});
afterAll(() => Object.values(built).forEach((worker) => worker.remove()));

let url: string;
let ledger: string;
beforeEach(async () => {
  const home = folder();
  ledger = join(home, "ledger");
  ({ url } = await coordinator({ file: join(home, "store.db"), leaseMs: 600 }));
});

const start = async (name: string): Promise<ChildProcess> => {
  const worker = startBuilt(built[name]!.file, [url]);
  later(() => kill(worker));
  await message(worker, isReady);
  return worker;
};
const kill = async (worker: ChildProcess) => {
  worker.kill("SIGKILL");
  await exited(worker);
};
const lines = (): string[] =>
  existsSync(ledger) ? readFileSync(ledger, "utf8").split("\n").filter(Boolean) : [];
const patient = { timeout: 20_000, interval: 20 };

test("the holder of an object is killed in a method that waits: the other worker ends it, each call counts once", async () => {
  const workers = await Promise.all([start("object"), start("object")]);
  const bank = client(url);
  const account = bank.object<typeof Account>("account", "a");
  const transfer = account.transfer(100, ledger);
  await expect.poll(() => lines().length, patient).toBe(1);
  // Before the commit that has the effect's outcome a kill would make it run again, which is right.
  await expect.poll(() => bank.status("account/a"), patient).toBe("waiting");
  const holder = workers.find(({ pid }) => pid === Number(lines()[0]!.split(" ").at(-1)))!;
  // Each of them sent by two clients, as one that has seen no answer sends again.
  const adds = Array.from({ length: 20 }, (_, n) =>
    Promise.all(
      [bank, client(url)].map((each) =>
        durable.withOptions(each.object<typeof Account>("account", "a"), { callId: `add-${n}` }).add(1),
      ),
    ),
  );
  await kill(holder);
  await bank.sendEvent("approved a");
  expect(await transfer).toBe(99);
  const answers = await Promise.all(adds);
  for (const [first, second] of answers) expect(first).toBe(second);
  expect(answers.map(([first]) => first).sort((a, b) => a! - b!)).toEqual(
    Array.from({ length: 20 }, (_, n) => 100 + n),
  );
  expect(lines()).toHaveLength(1);
  const { balance, log } = await account.total();
  expect(balance).toBe(119);
  expect(log).toEqual(["begin 100", "end 100", ...Array.from({ length: 20 }, () => "add 1")]);
}, 60_000);

test("workers are killed while calls are carried out: each call is applied once, and answered the same", async () => {
  const workers = await Promise.all([start("object"), start("object")]);
  const bank = client(url);
  const call = (n: number) =>
    durable.withOptions(bank.object<typeof Account>("account", `o${n % 3}`), { callId: `c${n}` }).add(1);
  const answers: Promise<number>[] = [];
  for (let n = 0; n < 150; n++) {
    answers.push(call(n));
    if (n === 50) await kill(workers[0]!);
    if (n === 60) await start("object");
    if (n === 110) await kill(workers[1]!);
    if (n % 10 === 0) await answers[n];
  }
  const first = await Promise.all(answers);
  expect(await Promise.all(first.map((_, n) => call(n)))).toEqual(first);
  for (const n of [0, 1, 2]) {
    const { balance, log } = await bank.object<typeof Account>("account", `o${n}`).total();
    expect([balance, log.length]).toEqual([50, 50]);
    const own = first.filter((_, call) => call % 3 === n).sort((a, b) => a - b);
    expect(own).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
  }
}, 60_000);

test("a durable function of another process is called exactly once, whoever of the two is killed", async () => {
  let [shop, payments] = await Promise.all([start("shop"), start("payments")]);
  const shopping = client(url);
  const flow = { service: "shop", method: "checkout" };
  const refused = await shopping.start(flow, [ledger, -1], { id: "refused" });
  expect(await refused.result()).toEqual({ isRangeError: true, message: "below zero" });

  const handle = await shopping.start(flow, [ledger, 700], { id: "paid" });
  await expect.poll(() => lines().length, patient).toBe(1);
  await expect.poll(() => shopping.status("paid/1"), patient).toBe("waiting");
  await kill(shop);
  await kill(payments);
  [shop, payments] = await Promise.all([start("shop"), start("payments")]);
  await expect.poll(() => shopping.status("paid/1"), patient).toBe("waiting");
  await shopping.sendEvent("confirmed paid/1");
  expect(await handle.result()).toEqual({ taken: 700, at: 700 });
  expect(lines()).toHaveLength(1);
  expect((await shopping.list({ parent: "paid" })).executions.map(({ id }) => id)).toEqual(["paid/1"]);

  // Nobody serves the function while it is called; the call waits for somebody who does.
  await kill(payments);
  const patientOne = await shopping.start(flow, [ledger, 300], { id: "later" });
  await expect.poll(() => shopping.status("later"), patient).toBe("waiting");
  await kill(shop);
  await start("payments");
  await shopping.sendEvent("confirmed later/1");
  await start("shop");
  expect(await patientOne.result()).toEqual({ taken: 300, at: 300 });
  expect(lines()).toHaveLength(2);
}, 60_000);
