import { durable, type Worker, type WorkerOptions } from "perdure";
import { beforeEach, expect, test } from "vitest";
import { client, coordinator, later, silent } from "./coordinator-world.js";

const schema = {
  "~standard": {
    version: 1,
    vendor: "own",
    validate: (value: unknown) => ({ value: String(value) }),
    jsonSchema: { input: () => ({ type: "string" }), output: () => ({ type: "string" }) },
  },
} as const;
const charge = durable.function(
  { name: "charge", input: schema as never, output: schema as never },
  async (ctx, amount: string) => {
    await ctx.sleep(1);
    return `charged ${amount} in ${ctx.id}`;
  },
);
const checkout = durable.flow({ name: "checkout" }, async (ctx, amount: string) => {
  return [await ctx.call("payments", "charge", amount), await ctx.call("payments", "charge", "2")];
});

let url: string;
beforeEach(async () => void ({ url } = await coordinator()));

function worker(options: Partial<WorkerOptions> = {}): Worker {
  const made = durable.getWorker({
    serviceName: "payments",
    coordinatorEndpoint: url,
    logger: silent,
    ...options,
  });
  later(() => made.stop({ drainMs: 0 }));
  return made;
}

test("a service says what it serves, with the schemas as their library gives them", async () => {
  const payments = worker({ serviceName: "payments", version: "1.2" }).registerFunction(charge);
  const given = { vendor: "own", jsonSchema: { type: "string" } };
  const handler = { name: "charge", input: [given], output: given };
  expect(payments.getServiceConfig()).toEqual({
    name: "payments",
    version: "1.2",
    handlers: [{ ...handler, kind: "function" }],
  });
  await payments.start();
  const [listed] = await client(url).services();
  expect(listed).toMatchObject({ name: "payments", version: "1.2", handlers: [handler] });
});

test("a service's function is started by name, and called from a durable function as a child", async () => {
  await worker().registerFunction(charge).start();
  const shop = client(url);
  const direct = await shop.start<typeof charge>({ service: "payments", method: "charge" }, ["5"], {
    id: "d",
  });
  expect(await direct.result()).toBe("charged 5 in d");
  const flow = await shop.start(checkout, ["7"], { id: "c" });
  expect(await flow.result()).toEqual(["charged 7 in c/1", "charged 2 in c/2"]);
});

test("what is registered after the start is known, too; a worker starts once, stops, and starts again", async () => {
  const payments = worker({ serviceName: "late" });
  await payments.start();
  expect(() => payments.start()).toThrow(expect.objectContaining({ code: "PD2267" }));
  payments.registerFunction(charge);
  await expect.poll(async () => (await client(url).services()).map(({ name }) => name)).toContain("late");
  await payments.stop();
  await payments.stop();
  await payments.start();
});

test("wrong options are refused before anything is opened", () => {
  const get = (options: object) => () => durable.getWorker(options as WorkerOptions);
  expect(get({ serviceName: "s" })).toThrow(expect.objectContaining({ code: "PD2265" }));
  expect(get({ serviceName: "s", coordinatorEndpoint: "ftp://x" })).toThrow(
    expect.objectContaining({ code: "PD2265" }),
  );
  expect(get({ serviceName: "s", coordinatorEndpoint: url, token: "a\nb" })).toThrow(
    expect.objectContaining({ code: "PD2265" }),
  );
  expect(get({ serviceName: "", coordinatorEndpoint: url })).toThrow(
    expect.objectContaining({ code: "PD2060" }),
  );
  expect(get({ serviceName: "s", coordinatorEndpoint: url, store: "x.db" })).toThrow(
    expect.objectContaining({ code: "PD2060" }),
  );
  expect(() => worker().registerFunction((async () => {}) as never)).toThrow(
    expect.objectContaining({ code: "PD2060" }),
  );
  expect(() => worker().registerObject((() => {}) as never)).toThrow(
    expect.objectContaining({ code: "PD2060" }),
  );
});

test("an unknown option of the engine, and a wrong token, are refused at the start", async () => {
  await expect(worker({ maxRunnin: 3 } as object).start()).rejects.toMatchObject({ code: "PD2053" });
  const guarded = await coordinator({ token: "right" });
  const start = (token?: string) =>
    worker({ coordinatorEndpoint: guarded.url, ...(token !== undefined && { token }) }).start();
  await expect(start("wrong")).rejects.toMatchObject({ name: "StoreError", code: "PD2261" });
  await expect(start()).rejects.toMatchObject({ code: "PD2261" });
  await start("right");
});
