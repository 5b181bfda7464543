import { join } from "node:path";
import { durable, DurableObject, type DurableContext, type Worker } from "perdure";
import { beforeEach, describe, expect, test } from "vitest";
import { client, coordinator, folder, later, silent } from "./coordinator-world.js";
import { Account, shopping } from "./object-flow.js";

let url: string;
beforeEach(async () => void ({ url } = await coordinator()));

async function serve(): Promise<Worker> {
  const worker = durable
    .getWorker({ serviceName: "bank", coordinatorEndpoint: url, logger: silent, pollMs: 10 })
    .registerObject(Account);
  later(() => worker.stop({ drainMs: 0 }));
  await worker.start();
  return worker;
}

/** What it keeps cannot be stored. */
class Broken extends DurableObject {
  held: unknown;
  async hold(ctx: DurableContext): Promise<void> {
    await ctx.sleep(1);
    this.held = new WeakMap();
    await ctx.sleep(1);
  }
  ping(): string {
    return "pong";
  }
}
durable.object({ name: "broken" }, Broken);

const post = async (path: string, body: unknown = {}) => {
  const response = await fetch(url + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
};

describe("the client's objects", () => {
  test("a stub creates the object with the constructor's arguments, and calls its methods in order", async () => {
    await serve();
    const account = client(url).object(Account, "a/b c", "USD");
    expect(account.id).toBe("a/b c");
    expect(await Promise.all([account.add(2), account.add(3), account.add(4)])).toEqual([2, 5, 9]);
    expect(await account.total()).toEqual({ balance: 9, currency: "USD", log: ["add 2", "add 3", "add 4"] });
    expect(await account.add(1)).toBe(10);
  });

  test("errors keep their class; the constructor's leaves nothing behind", async () => {
    await serve();
    const bank = client(url);
    await expect(bank.object(Account, "e").add(-1)).rejects.toThrow(new RangeError("below zero"));
    await expect(bank.object(Account, "n", "none").add(1)).rejects.toBeInstanceOf(RangeError);
    expect(await bank.objects(Account).exists("n")).toBe(false);
    const stub = bank.object<typeof Account>("account", "e") as unknown as Record<
      string,
      () => Promise<void>
    >;
    await expect(stub["nothing"]!()).rejects.toMatchObject({ code: "PD2222" });
  });

  test("by name, without the class: created once a worker has registered it", async () => {
    const bank = client(url);
    await expect(bank.object<typeof Account>("account", "x").add(1)).rejects.toMatchObject({
      code: "PD2330",
      status: 404,
    });
    await serve();
    const account = bank.object<typeof Account>("account", "x", "GBP");
    expect(await account.add(1)).toBe(1);
    expect(await durable.withOptions(account, { callId: "n" }).add(5)).toBe(6);
    expect((await account.total()).currency).toBe("GBP");
    expect(await Promise.resolve(account)).toBe(account);
    expect((await bank.objects<typeof Account>("account").list()).objects).toHaveLength(1);
  });

  test("the same call id is applied once, also by another client, and answered the same", async () => {
    await serve();
    const send = () => durable.withOptions(client(url).object(Account, "once"), { callId: "c1" }).add(5);
    expect(await Promise.all([send(), send(), send()])).toEqual([5, 5, 5]);
    expect(await send()).toBe(5);
    expect(await client(url).object(Account, "once").add(1)).toBe(6);
  });

  test("a timeout, and an aborted call, leave the queue", async () => {
    const bank = client(url);
    const account = bank.object(Account, "slow");
    const late = durable.withOptions(account, { timeout: 50 });
    await expect(late.add(100)).rejects.toMatchObject({ name: "TimeoutError", limitMs: 50 });
    const stop = new AbortController();
    const stopped = durable.withOptions(account, { signal: stop.signal }).add(100);
    setTimeout(() => stop.abort(new Error("enough")), 50);
    await expect(stopped).rejects.toThrow("enough");
    await serve();
    expect(await account.add(1)).toBe(1);
  });

  test("a call waits through a restart of the coordinator", async () => {
    const file = join(folder(), "store.db");
    const first = await coordinator({ file });
    url = first.url;
    await serve();
    const bank = client(url);
    const account = bank.object(Account, "kept");
    const transfer = account.transfer(10);
    const added = account.add(1);
    await expect
      .poll(async () => (await bank.objects(Account).list()).objects[0]?.holder)
      .toMatchObject({
        method: "transfer",
        caller: null,
      });
    await first.stop();
    await coordinator({ file, port: Number(new URL(url).port) });
    await bank.sendEvent("approved kept");
    expect([await transfer, await added]).toEqual([9, 10]);
  });

  test("a parked object takes no calls: they leave the queue with an error", async () => {
    await serve();
    const broken = client(url).object(Broken, "b");
    const held = durable.withOptions(broken, { timeout: "2s" }).hold();
    await expect
      .poll(() =>
        client(url)
          .status("broken/b")
          .catch(() => "none"),
      )
      .toBe("parked");
    await expect(broken.ping()).rejects.toMatchObject({ name: "ParkedError", reason: "unstorable" });
    await expect(held).rejects.toMatchObject({ name: expect.stringMatching(/^(TimeoutError|ParkedError)$/) });
  });

  test("exists, get, list by pages, destroy", async () => {
    await serve();
    const bank = client(url);
    const accounts = bank.objects(Account);
    for (const id of ["1", "2", "3"]) await bank.object(Account, id).add(1);
    expect([await accounts.exists("2"), await accounts.exists("9")]).toEqual([true, false]);
    expect(await accounts.get("9")).toBeUndefined();
    expect(await (await accounts.get("2"))!.add(1)).toBe(2);
    const first = await accounts.list({ limit: 2 });
    expect(first.objects.map(({ id }) => id)).toEqual(["3", "2"]);
    const { objects, next } = await accounts.list({ limit: 2, after: first.next! });
    expect(objects).toMatchObject([{ id: "1", executionId: "account/1", holder: null }]);
    expect(objects[0]!.createdAt).toBeInstanceOf(Date);
    expect(next).toBeUndefined();
    const kept = (await accounts.get("2"))!;
    expect([await accounts.destroy("2"), await accounts.destroy("2")]).toEqual([true, false]);
    expect(await accounts.exists("2")).toBe(false);
    await expect(kept.add(1)).rejects.toMatchObject({ name: "ObjectMissingError", code: "PD2221" });
    expect(await bank.object(Account, "2").add(7)).toBe(7);
  });

  test("a class that is none, and an empty id, are refused at once", () => {
    class Plain extends DurableObject {}
    expect(() => client(url).object(Plain, "a")).toThrow(expect.objectContaining({ code: "PD2223" }));
    expect(() => client(url).object(Account, "")).toThrow(expect.objectContaining({ code: "PD2060" }));
  });
});

describe("objects over HTTP", () => {
  test("plain JSON: call, answer, object, list, destroy", async () => {
    await serve();
    const at = "/objects/account/curl";
    expect(await post(`${at}/call`, { method: "add", args: [4] })).toMatchObject({
      status: 404,
      json: { error: { code: "PD2331" } },
    });
    const body = { method: "add", args: [4], create: ["CHF"], callId: "k" };
    const answered = { callId: "k", status: "answered", result: 4 };
    expect(await post(`${at}/call`, body)).toMatchObject({ status: 200, json: answered });
    expect(await post(`${at}/call`, body)).toMatchObject({ status: 200, json: answered });
    expect((await post(`${at}/call`, { method: "add", args: [-1] })).json).toMatchObject({
      error: { name: "RangeError", message: "below zero" },
    });
    const view = (await (await fetch(url + at)).json()) as object;
    expect(view).toMatchObject({ id: "curl", executionId: "account/curl" });
    const listed = (await (await fetch(`${url}/objects/account?limit=1`)).json()) as object;
    expect(listed).toMatchObject({ objects: [{ id: "curl" }] });
    expect((await post(`${at}/destroy`)).json).toMatchObject({ status: "answered", result: true });
    expect((await fetch(url + at)).status).toBe(404);
    // The answer outlives the object.
    expect((await post(`${at}/call`, body)).json).toMatchObject(answered);
  });

  test("a call that nobody has answered yet: 202; sent again it waits on, and is applied once", async () => {
    const worker = await serve();
    await post("/objects/account/w/call", { method: "add", args: [1], create: [] });
    await worker.stop();
    const body = { method: "add", args: [1], callId: "later" };
    const pending = { status: 202, json: { callId: "later", status: "pending" } };
    expect(await post("/objects/account/w/call?wait=0", body)).toEqual(pending);
    expect(await post("/objects/account/w/call?wait=20", body)).toEqual(pending);
    const waiting = post("/objects/account/w/call", body);
    await worker.start();
    expect((await waiting).json).toMatchObject({ result: 2 });
  });

  test.each([
    ["no method", {}, 400, "PD2304"],
    ["the runtime's own", { method: "@destroy" }, 400, "PD2333"],
    ["args that are none", { method: "add", args: 5 }, 400, "PD2304"],
    ["both forms", { method: "add", args: [], encoded: "[]" }, 400, "PD2304"],
    ["a text of no codec", { method: "add", encoded: "{" }, 400, "PD2314"],
    ["an unknown field", { method: "add", argss: [] }, 400, "PD2304"],
    ["a method that the class has not", { method: "nope", create: [] }, 200, "PD2222"],
  ])("refused: %s", async (_, body, status, code) => {
    await serve();
    expect(await post("/objects/account/bad/call", body)).toMatchObject({
      status,
      json: { error: { code } },
    });
  });

  test("a request with a wrong `wait` writes nothing", async () => {
    await serve();
    const wrong = { status: 400, json: { error: { code: "PD2304" } } };
    const body = { method: "add", args: [1], create: [] };
    expect(await post("/objects/account/none/call?wait=-5", body)).toMatchObject(wrong);
    expect((await fetch(`${url}/objects/account/none`)).status).toBe(404);
  });

  test("an execution of something else is not called as an object, and a class is not started", async () => {
    await serve();
    await client(url).start(shopping, [0], { id: "account/taken" });
    expect(await post("/objects/account/taken/call", { method: "add", args: [1] })).toMatchObject({
      status: 409,
      json: { error: { code: "PD2332" } },
    });
    expect(await post("/executions", { service: "bank", method: "account" })).toMatchObject({
      status: 404,
      json: { error: { code: "PD2308" } },
    });
  });
});

test("a service lists its objects with their methods; `ctx.call` of one is refused", async () => {
  const worker = await serve();
  const methods = [
    { name: "add", shared: false, context: false },
    { name: "total", shared: true, context: false },
    { name: "transfer", shared: false, context: true },
  ];
  const handlers = [{ name: "account", kind: "object", methods }];
  expect(worker.getServiceConfig()).toEqual({ name: "bank", version: null, handlers });
  expect(await client(url).services()).toMatchObject([{ name: "bank", handlers }]);
  const calling = durable.flow({ name: "calling an object" }, async (ctx, method: string) =>
    ctx.call("bank", method, 1),
  );
  for (const method of ["account", "account.add"]) {
    const handle = await client(url).start(calling, [method]);
    await expect(handle.result()).rejects.toMatchObject({ name: "ServiceError", code: "PD2336" });
  }
});
