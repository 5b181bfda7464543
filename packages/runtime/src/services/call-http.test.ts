import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANSWER_LIMIT_BYTES, callHttp } from "./call-http.js";

const NOW_MS = Date.parse("2030-01-01T00:00:00Z");
const info = { idempotencyKey: "run/7", attempt: 1, signal: new AbortController().signal };
const json = { "content-type": "application/json; charset=utf-8" };

interface Seen {
  readonly url: string | undefined;
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
const seen: Seen[] = [];

const answer =
  (status: number, body = "", headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, headers).end(body);
const answers: Record<string, (response: ServerResponse) => void> = {
  "/base/ok": answer(200, '{"price":3}', json),
  "/base/untold": answer(200, '{"price":3}'),
  "/base/text": answer(200, "plain text", { "content-type": "text/plain" }),
  "/base/empty": answer(204),
  "/base/nothing": answer(200, "", json),
  "/base/null": answer(200, "null", json),
  "/base/cut": answer(200, '{"price":', json),
  "/base/problem": answer(400, "{broken", { "content-type": "application/problem+json" }),
  "/base/refused": answer(422, '{"field":"name"}', json),
  "/base/late": answer(408),
  "/base/early": answer(425),
  "/base/busy": answer(429, "later", { "retry-after": "7" }),
  "/base/closed": answer(503, "", { "retry-after": "Tue, 01 Jan 2030 00:01:00 GMT" }),
  "/base/past": answer(503, "", { "retry-after": "Tue, 01 Jan 2019 00:01:00 GMT" }),
  "/base/odd": answer(503, "", { "retry-after": "-5" }),
  "/base/broken": answer(500, "<html>"),
  "/base/moved": answer(307, "", { location: "http://elsewhere.example/ok" }),
  "/base/reset": (response) => void response.destroy(),
  "/base/halved": (response) => {
    response.writeHead(200, { ...json, "content-length": "100" }).write("{");
    setTimeout(() => response.destroy(), 10);
  },
  "/base/huge": (response) => endless(response, 200),
  "/base/huge-failure": (response) => endless(response, 502),
  "/base/silent": () => {},
};

/** More than anybody would take; ends when the client leaves. */
function endless(response: ServerResponse, status: number): void {
  const chunk = Buffer.alloc(1024 * 1024, "x");
  response.writeHead(status);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
    response.once("drain", more);
  };
  more();
}

let server: Server;
let remote = { url: "", headers: { authorization: "Bearer token" } };

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      const { url, method, headers } = request;
      seen.push({ url, method, headers, body });
      (answers[url ?? ""] ?? answer(404))(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  remote = { ...remote, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/` };
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const call = (method: string, payload?: unknown, more: Partial<typeof info> = {}) =>
  callHttp(remote, { service: "shop", method, payload }, { ...info, ...more }, () => NOW_MS);

describe("callHttp: the request", () => {
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

  it("says nothing of JSON where there is no payload", async () => {
    await call("ok");
    expect(seen.at(-1)).toMatchObject({ method: "POST", body: "" });
    expect(seen.at(-1)!.headers).not.toHaveProperty("content-type");
  });

  it("keeps the idempotency key over the service's headers, and keys different in ASCII", async () => {
    const keys = { ...remote, headers: { "Idempotency-Key": "own" } };
    const sent = async (idempotencyKey: string) => {
      const payload = { service: "shop", method: "ok", payload: 1 };
      await callHttp(keys, payload, { ...info, idempotencyKey }, () => NOW_MS);
      return seen.at(-1)!.headers["idempotency-key"];
    };
    expect(await sent("run/7")).toBe("run/7");
    expect(await sent("äß/日本\n")).toBe("%C3%A4%C3%9F/%E6%97%A5%E6%9C%AC%0A");
    expect(await sent("%C3%A4")).toBe("%25C3%25A4");
    expect(await sent("\ud800")).toBe("%EF%BF%BD");
  });

  it("writes the method into the address", async () => {
    await expect(call("a/b?c")).rejects.toMatchObject({ status: 404 });
    expect(seen.at(-1)!.url).toBe("/base/a%2Fb%3Fc");
  });

  it.each(["", ".", ".."])('refuses the method "%s"', async (method) => {
    const requests = seen.length;
    await expect(call(method)).rejects.toMatchObject({ code: "PD2143", status: 0, retryable: false });
    expect(seen.length).toBe(requests);
  });

  it("writes what JSON can write, as JSON does", async () => {
    await call("ok", { list: [undefined, NaN], left: undefined, map: new Map([[1, 2]]), at: new Date(0) });
    expect(seen.at(-1)!.body).toBe('{"list":[null,null],"map":{},"at":"1970-01-01T00:00:00.000Z"}');
  });

  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  it.each([
    ["a BigInt", { price: 5n }, /BigInt/],
    ["a cycle", cycle, /circular/],
    ["a toJSON that throws", { toJSON: () => { throw new Error("not mine"); } }, /not mine/], // prettier-ignore
  ])("refuses %s before anything is sent", async (_, payload, reason) => {
    const requests = seen.length;
    const failed = call("ok", payload);
    await expect(failed).rejects.toMatchObject({
      name: "ServiceError",
      code: "PD2140",
      status: 0,
      retryable: false,
    });
    await expect(failed).rejects.toThrow(reason);
    expect(seen.length).toBe(requests);
  });
});

describe("callHttp: answers", () => {
  it.each([
    ["untold", { price: 3 }],
    ["text", "plain text"],
    ["empty", undefined],
    ["nothing", undefined],
    ["null", null],
  ])("%s", async (method, expected) => {
    expect(await call(method)).toEqual(expected);
  });

  it.each([
    ["refused", 422, false, { field: "name" }],
    ["problem", 400, false, "{broken"],
    ["nowhere", 404, false, undefined],
    ["late", 408, true, undefined],
    ["early", 425, true, undefined],
    ["busy", 429, true, "later"],
    ["broken", 500, true, "<html>"],
    ["closed", 503, true, undefined],
  ])("%s is a ServiceError", async (method, status, retryable, body) => {
    const error = { name: "ServiceError", code: "PD2057", service: "shop", method, status, retryable, body };
    await expect(call(method)).rejects.toMatchObject(error);
  });

  it.each([
    ["busy", 7000],
    ["closed", 60_000],
    ["past", 0],
    ["odd", undefined],
    ["broken", undefined],
  ])("%s: Retry-After", async (method, retryAfterMs) => {
    const error = await call(method).catch((failure: unknown) => failure);
    expect((error as { retryAfterMs?: number }).retryAfterMs).toBe(retryAfterMs);
  });

  it("does not follow redirects, and says where they lead", async () => {
    const failed = call("moved", { item: "tea" });
    await expect(failed).rejects.toMatchObject({ code: "PD2057", status: 307, retryable: false });
    await expect(failed).rejects.toThrow(/redirects to http:\/\/elsewhere\.example\/ok/);
  });

  it("takes JSON that was cut off for a failure, not for a text", async () => {
    const error = { code: "PD2142", status: 200, retryable: true, body: '{"price":' };
    await expect(call("cut")).rejects.toMatchObject(error);
  });

  it("reads no more than the limit", async () => {
    const failed = call("huge");
    await expect(failed).rejects.toMatchObject({ code: "PD2141", status: 200, retryable: false });
    await expect(failed).rejects.toThrow(`more than ${ANSWER_LIMIT_BYTES} bytes`);
    await expect(call("huge-failure")).rejects.toMatchObject({
      code: "PD2057",
      status: 502,
      retryable: true,
    });
  });
});

describe("callHttp: no answer", () => {
  it.each(["reset", "halved"])("%s", async (method) => {
    await expect(call(method)).rejects.toMatchObject({ code: "PD2058", status: 0, retryable: true });
  });

  it("says when nobody answers", async () => {
    const closed = { url: "http://127.0.0.1:1" };
    const failed = callHttp(closed, { service: "shop", method: "ok", payload: 1 }, info, () => NOW_MS);
    await expect(failed).rejects.toMatchObject({ code: "PD2058", status: 0, retryable: true });
  });

  it("ends with the signal's reason", async () => {
    const stopping = new AbortController();
    const failed = call("silent", 1, { signal: stopping.signal });
    const reason = new Error("the engine stops");
    setTimeout(() => stopping.abort(reason), 20);
    await expect(failed).rejects.toBe(reason);
  });
});
