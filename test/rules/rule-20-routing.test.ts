import { durable, type DurableContext } from "perdure";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { newWorld } from "../engine/engine-in-memory.js";

const process = durable.flow({ name: "process" }, async (ctx: DurableContext, n: number) =>
  ctx.run("x", () => n * 10),
);
const calling = durable.flow({ name: "20 calling" }, async (ctx, method: string) => {
  try {
    return await ctx.call<number>("20 shop", method, 4);
  } catch (error) {
    const { name, code, status } = error as Error & { code?: string; status?: number };
    return [name, code, status ?? null] as const;
  }
});

describe("rule 20: the order in which services are looked for (more: packages/runtime/src/services)", () => {
  it("a handler here, then a durable function as a child, then the address", async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(String(request.headers["idempotency-key"]));
      response.setHeader("content-type", "application/json").end("400");
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const shop = durable
      .service("20 shop")
      .handle("handled", async (n: number) => n + 1)
      .addFunction(process)
      .remote({ url: `http://127.0.0.1:${port}` });
    const { engine } = await newWorld();
    const running = await engine({ services: [shop] });
    try {
      expect(await (await running.start(calling, ["handled"])).result()).toBe(5);
      expect(await (await running.start(calling, ["process"], { id: "p" })).result()).toBe(40);
      expect((await running.list({ parent: "p" })).executions).toHaveLength(1);
      expect(await (await running.start(calling, ["elsewhere"], { id: "e" })).result()).toBe(400);
      expect(asked).toEqual(["e/1"]);
    } finally {
      server.close();
    }
  });

  it("one that nobody knows is an error with a code", async () => {
    const { engine } = await newWorld();
    const running = await engine({ services: [] });
    const result = (await (await running.start(calling, ["missing"])).result()) as readonly string[];
    expect(result[1]).toBe("PD2056");
  });
});
