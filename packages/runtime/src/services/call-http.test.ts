import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callHttp } from "./call-http.js";

const info = { idempotencyKey: "run/7", attempt: 1, signal: new AbortController().signal };
const seen: {
  url: string | undefined;
  method: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}[] = [];
const answers: Record<string, [status: number, body: string]> = {
  "/base/ok": [200, '{"price":3}'],
  "/base/text": [200, "plain text"],
  "/base/empty": [204, ""],
  "/base/refused": [422, '{"field":"name"}'],
  "/base/busy": [429, "later"],
  "/base/broken": [503, ""],
};
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => (body += chunk));
  request.on("end", () => {
    const { url, method, headers } = request;
    seen.push({ url, method, headers, body });
    const [status, text] = answers[url ?? ""] ?? [404, ""];
    response.writeHead(status).end(text);
  });
});
let remote = { url: "", headers: { authorization: "Bearer token" } };

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  remote = { ...remote, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/` };
});
afterAll(() => void server.close());

const call = (method: string, payload?: unknown) =>
  callHttp(remote, { service: "shop", method, payload }, info);

describe("callHttp", () => {
  it("posts JSON with the idempotency key and the service's headers", async () => {
    expect(await call("ok", { item: "tea" })).toEqual({ price: 3 });
    expect(seen.at(-1)).toMatchObject({
      url: "/base/ok",
      method: "POST",
      body: '{"item":"tea"}',
      headers: {
        "content-type": "application/json",
        "idempotency-key": "run/7",
        authorization: "Bearer token",
      },
    });
  });

  it("takes text and an empty body as they are", async () => {
    expect(await call("text")).toBe("plain text");
    expect(await call("empty")).toBeUndefined();
  });

  it.each([
    ["refused", 422, false, { field: "name" }],
    ["busy", 429, true, "later"],
    ["broken", 503, true, undefined],
    ["nowhere", 404, false, undefined],
  ])("%s is a ServiceError", async (method, status, retryable, body) => {
    const error = { name: "ServiceError", code: "PD2057", status, retryable, body };
    await expect(call(method)).rejects.toMatchObject(error);
  });

  it("says when nobody answers", async () => {
    const closed = { url: "http://127.0.0.1:1" };
    const answer = callHttp(closed, { service: "shop", method: "ok", payload: 1 }, info);
    await expect(answer).rejects.toMatchObject({ code: "PD2058", status: 0, retryable: true });
  });
});
