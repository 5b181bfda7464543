import { createClient, type Client } from "@perdure/server/client";
import { durable, type Codec } from "perdure";
import { beforeEach, expect, test } from "vitest";
import { coordinator, later, silent } from "./coordinator-world.js";
import { Account } from "./object-flow.js";

let count = 0;
/** Another text each time, as an encryption gives it. */
const codec: Codec = {
  encode: (text) => `${count++}.${Buffer.from(text).toString("base64")}`,
  decode: (text) => Buffer.from(text.split(".")[1]!, "base64").toString(),
};
const secret = durable.flow({ name: "secret" }, async (ctx, word: string) => {
  ctx.setProgress(word.length);
  return [word, await ctx.waitForEvent<Map<string, number>>(`more ${ctx.id}`)];
});

let url: string;
let client: Client;
beforeEach(async () => {
  ({ url } = await coordinator());
  const worker = durable.getWorker({ serviceName: "s", coordinatorEndpoint: url, logger: silent, codec });
  later(() => worker.stop({ drainMs: 0 }));
  await worker.registerObject(Account).registerFunction(secret).start();
  client = createClient({ endpoint: url, codec });
});

test("a client with the workers' codec starts, tells and reads executions", async () => {
  const handle = await client.start(secret, ["word"], { id: "s" });
  await client.start(secret, ["word"], { id: "s" });
  await expect.poll(() => handle.progress()).toBe(4);
  await client.sendEvent("more s", new Map([["k", 1]]));
  expect(await handle.result()).toEqual(["word", new Map([["k", 1]])]);
  expect(await (await fetch(`${url}/executions/s/result`)).text()).not.toContain("word");
});

test("and calls objects", async () => {
  const account = client.object(Account, "a", "USD");
  expect(await account.add(1)).toBe(1);
  await expect(account.add(-1)).rejects.toThrow(new RangeError("below zero"));
  expect((await account.total()).currency).toBe("USD");
  expect((await client.objects(Account).list()).objects).toMatchObject([{ id: "a", holder: null }]);
  expect(await client.objects(Account).destroy("a")).toBe(true);
});
