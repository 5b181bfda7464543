import { request } from "node:http";
import { startCoordinator } from "@perdure/server";
import { beforeEach, describe, expect, test } from "vitest";
import { coordinator } from "./coordinator-world.js";

interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Node's own client: it sends any path, host and body. */
function ask(url: string, path: string, options: { method?: string; headers?: object; body?: string } = {}) {
  const { method = "GET", headers = {}, body } = options;
  const { hostname, port } = new URL(url);
  return new Promise<Answer>((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers: { ...headers } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () => {
        let code: string | undefined;
        try {
          code = (JSON.parse(text) as { error?: { code: string } }).error?.code;
        } catch {
          code = undefined;
        }
        resolve({ status: response.statusCode!, code, headers: response.headers, text });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const JSON_TYPE = { "content-type": "application/json" };
const post = (url: string, path: string, body: string, headers: object = JSON_TYPE) =>
  ask(url, path, { method: "POST", headers, body });

describe("the token", () => {
  const token = "s3cret-token";
  let url: string;
  beforeEach(async () => void ({ url } = await coordinator({ token })));
  const as = (shown?: string) =>
    ask(url, "/executions", { headers: shown === undefined ? {} : { authorization: shown } });

  test.each([
    ["none", undefined],
    ["another", "Bearer other"],
    ["its beginning", "Bearer s3cret"],
    ["more than it", "Bearer s3cret-token2"],
    ["another scheme", "Basic s3cret-token"],
    ["an empty one", "Bearer "],
  ])("%s is refused, and the answer does not tell the right one", async (_, shown) => {
    const answer = await as(shown);
    expect(answer).toMatchObject({ status: 401, code: "PD2300" });
    expect(answer.headers["www-authenticate"]).toBe("Bearer");
    expect(answer.text).not.toContain(token);
  });

  test("the right one is let in; without it no route answers, known or unknown, but for /health", async () => {
    expect((await as(`Bearer ${token}`)).status).toBe(200);
    for (const path of ["/services", "/executions/x", "/nothing"]) {
      expect((await ask(url, path)).status, path).toBe(401);
    }
    expect((await post(url, "/store/register", '{"args":[1,"s"],"connection":"c"}')).status).toBe(401);
    expect(await ask(url, "/health")).toMatchObject({ status: 200, text: '{"ok":true}' });
  });
});

describe("where it listens", () => {
  test.each(["0.0.0.0", "::", "192.0.2.1", "example.org"])("%s needs a token", async (host) => {
    await expect(startCoordinator({ file: ":memory:", port: 0, host })).rejects.toMatchObject({
      code: "PD2310",
    });
  });

  test("with a token it may listen everywhere", async () => {
    const { url } = await coordinator({ host: "0.0.0.0", token: "t" });
    expect((await ask(url.replace("0.0.0.0", "127.0.0.1"), "/health")).status).toBe(200);
  });

  test("a port in use, and options that make no sense", async () => {
    const { url } = await coordinator();
    const port = Number(new URL(url).port);
    await expect(startCoordinator({ file: ":memory:", port })).rejects.toMatchObject({ code: "PD2311" });
    for (const wrong of [
      { port: -1 },
      { port: 1.5 },
      { maxBody: 0 },
      { token: "a b" },
      { corsOrigins: ["*"] },
    ]) {
      await expect(startCoordinator({ file: ":memory:", port: 0, ...wrong })).rejects.toMatchObject({
        code: "PD2312",
      });
    }
  });
});

describe("the host header (DNS rebinding)", () => {
  test.each(["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:80", "a_b"])(
    "%j is refused",
    async (host) => {
      const { url } = await coordinator();
      expect(await ask(url, "/executions", { headers: { host } })).toMatchObject({
        status: 403,
        code: "PD2301",
      });
      expect((await ask(url, "/health", { headers: { host } })).status).toBe(403);
    },
  );

  test.each(["a b", "[::1", "evil@127.0.0.1", "a/b"])("%j is no host at all", async (host) => {
    const { url } = await coordinator();
    expect((await ask(url, "/executions", { headers: { host } })).status).toBeGreaterThanOrEqual(400);
  });

  test("localhost, addresses and the names that were allowed are fine", async () => {
    const { url } = await coordinator({ allowHosts: ["perdure.internal"] });
    for (const host of ["localhost", "LOCALHOST:80", "127.0.0.1:1", "[::1]:8080", "Perdure.internal:8080"])
      expect((await ask(url, "/executions", { headers: { host } })).status, host).toBe(200);
  });
});

describe("CORS", () => {
  const preflight = { origin: "https://app.example", "access-control-request-method": "POST" };

  test("no page may call it unless it was named", async () => {
    const { url } = await coordinator();
    const answer = await ask(url, "/executions", { headers: { origin: "https://app.example" } });
    expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
    const asked = await ask(url, "/executions", { method: "OPTIONS", headers: preflight });
    expect([asked.status, asked.headers["access-control-allow-origin"]]).toEqual([404, undefined]);
  });

  test("a named one may, others not, and the token is asked for all the same", async () => {
    const { url } = await coordinator({ corsOrigins: ["https://app.example"], token: "t" });
    const asked = await ask(url, "/executions", { method: "OPTIONS", headers: preflight });
    expect([asked.status, asked.headers["access-control-allow-origin"]]).toEqual([
      204,
      "https://app.example",
    ]);
    const other = await ask(url, "/executions", { headers: { origin: "https://evil.example" } });
    expect([other.status, other.headers["access-control-allow-origin"]]).toEqual([401, undefined]);
  });
});

describe("bodies", () => {
  test("one over the limit is refused, declared or not", async () => {
    const { url } = await coordinator({ maxBody: 1000 });
    const body = JSON.stringify({ functionId: "f", args: ["x".repeat(2000)] });
    expect(await post(url, "/executions", body)).toMatchObject({ status: 413, code: "PD2302" });
    const chunked = { ...JSON_TYPE, "transfer-encoding": "chunked" };
    expect(await post(url, "/executions", body, chunked)).toMatchObject({ status: 413, code: "PD2302" });
    expect((await ask(url, "/executions")).text).toContain('"executions":[]');
  });

  test.each([
    ["no JSON", "{", "PD2303"],
    ["not UTF-8", "\ud800", "PD2303"],
    ["a text", '"x"', "PD2304"],
    ["a list", "[]", "PD2304"],
    ["null", "null", "PD2304"],
    ["nothing", "", "PD2304"],
    ["no function", "{}", "PD2304"],
    ["a number for the function", '{"functionId":1}', "PD2304"],
    ["an empty function", '{"functionId":""}', "PD2304"],
    ["an endless id", JSON.stringify({ functionId: "f", id: "x".repeat(501) }), "PD2304"],
    ["a NUL in the id", '{"functionId":"f","id":"a\\u0000"}', "PD2304"],
    ["half a character", '{"functionId":"f","id":"\\ud800"}', "PD2304"],
    ["something unknown", '{"functionId":"f","maxRetries":3}', "PD2304"],
    ["a prototype key", '{"functionId":"f","__proto__":{"id":"x"}}', "PD2304"],
    ["a constructor key", '{"functionId":"f","constructor":{}}', "PD2304"],
    ["args that are no list", '{"functionId":"f","args":{}}', "PD2304"],
    ["both kinds of arguments", '{"functionId":"f","args":[],"encoded":"[]"}', "PD2304"],
    ["encoded garbage", '{"functionId":"f","encoded":"{"}', "PD2314"],
    ["both kinds of names", '{"functionId":"f","service":"s","method":"m"}', "PD2304"],
    ["a service that nobody serves", '{"service":"s","method":"m"}', "PD2308"],
    ["a huge time", '{"functionId":"f","at":1e308}', "PD2304"],
    ["a time that is none", '{"functionId":"f","at":"2027-99-99"}', "PD2304"],
  ])("%s gives a clear error, and nothing is started", async (_, body, code) => {
    const { url } = await coordinator();
    const answer = await post(url, "/executions", body);
    expect(answer.code, answer.text).toBe(code);
    expect(answer.status).toBeLessThan(500);
    expect((await ask(url, "/executions")).text).toContain('"executions":[]');
  });

  test("a form that any page can send is refused", async () => {
    const { url } = await coordinator();
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
      expect(await post(url, "/executions", '{"functionId":"f"}', { "content-type": type })).toMatchObject({
        status: 415,
        code: "PD2313",
      });
  });
});

describe("paths", () => {
  test.each([
    ["GET", "/", 404],
    ["GET", "/executions/%E0%A4%A", 404],
    ["GET", "/executions/..%2f..%2fetc", 404],
    ["GET", "/executions/%00", 404],
    ["GET", "/executions/__proto__", 404],
    ["GET", "//executions//", 404],
    ["DELETE", "/executions/x", 404],
    ["PUT", "/executions", 404],
    ["TRACE", "/executions", 404],
    ["POST", "/store/constructor", 404],
    ["POST", "/store/__proto__", 404],
    ["POST", "/store/toString", 404],
    ["POST", "/store/close", 404],
    ["GET", "/store/list", 404],
    ["GET", "/executions?limit=1e9", 400],
    ["GET", "/executions?limit=0", 400],
    ["GET", "/executions?limit=99999999999999999999", 400],
    ["GET", "/executions?status=nope", 400],
    ["GET", "/executions?__proto__=x", 400],
    ["GET", "/executions/x/result?wait=-1", 400],
  ])("%s %s is answered with %i, as JSON with a code", async (method, path, status) => {
    const { url } = await coordinator();
    const answer = await ask(url, path, { method });
    expect([answer.status, answer.code], answer.text).toEqual([status, expect.stringMatching(/^PD23\d\d$/)]);
  });
});

describe("what workers send", () => {
  const call = (url: string, method: string, args: unknown, more: object = {}) =>
    post(url, `/store/${method}`, JSON.stringify({ args, connection: "c", ...more }));

  test.each([
    ["commit", [1, []], 410, "PD2263"],
    ["claim", [1, [], 1, 1], 410, "PD2263"],
    ["claim", [1e300, [], 1, 1], 400, "PD2304"],
    ["claim", ["1", [], 1, 1], 400, "PD2304"],
    ["find", [{}], 400, "PD2304"],
    ["find", [1, 2, 3], 400, "PD2304"],
    ["find", "x", 400, "PD2304"],
    ["list", [{ limit: 1, order: "x" }], 400, "PD2304"],
    ["list", [JSON.parse('{"limit":1,"__proto__":{}}')], 400, "PD2304"],
    ["send", ["x", { kind: "outcome" }], 400, "PD2304"],
    ["send", ["x", { kind: "nope" }], 400, "PD2304"],
    ["changed", ["r", -1, 0], 400, "PD2304"],
  ])("%s %j: %i %s", async (method, args, status, code) => {
    const { url } = await coordinator();
    expect(await call(url, method, args)).toMatchObject({ status, code });
  });

  test("another engine's session gives no power over its executions", async () => {
    const { url } = await coordinator();
    const register = async (session: string) =>
      (JSON.parse((await call(url, "register", [1, session])).text) as { value: { engine: number } }).value
        .engine;
    const [mine, theirs] = [await register("mine"), await register("theirs")];
    expect(await call(url, "claim", [theirs, ["f"], 9, 1], { session: "mine" })).toMatchObject({
      status: 410,
    });
    expect(await call(url, "claim", [mine, ["f"], 9, 1], { session: "mine" })).toMatchObject({ status: 200 });
  });
});
