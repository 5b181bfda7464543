import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What a service offers: each method takes the payload of a call. */
export type Methods = Readonly<Record<string, (payload: never) => unknown>>;

/**
 * A service of another process, as small as it can be: `POST /method` with JSON. It answers a repeated call, which has
 * the same `Idempotency-Key`, with the first answer. Gives its address; does not keep the process alive.
 */
export async function httpService(methods: Methods): Promise<string> {
  const answered = new Map<string, { readonly status: number; readonly body: string }>();
  const answer = async (request: IncomingMessage): Promise<{ status: number; body: string }> => {
    const method = methods[new URL(request.url ?? "/", "http://localhost").pathname.slice(1)];
    if (!method) return { status: 404, body: "no such method" };
    try {
      return { status: 200, body: JSON.stringify(method((await jsonOf(request)) as never) ?? null) };
    } catch (error) {
      const { message, status = 500 } = error as Error & { readonly status?: number };
      return { status, body: message };
    }
  };
  const server = createServer((request, response) => {
    void (async () => {
      const key = `${request.url} ${String(request.headers["idempotency-key"])}`;
      const { status, body } = answered.get(key) ?? (await answer(request));
      answered.set(key, { status, body });
      response.writeHead(status, { "content-type": status === 200 ? "application/json" : "text/plain" });
      response.end(body);
    })();
  });
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Refuses a call with an HTTP status. */
export const refusal = (status: number, message: string): Error =>
  Object.assign(new Error(message), { status });

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const part of request) text += String(part);
  return JSON.parse(text || "null");
}
