import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { later } from "./coordinator-world.js";

export interface FlakyProxy {
  readonly url: string;
  /** How many answers were dropped after the coordinator had given them. */
  dropped: number;
  /** Whether to drop the answer of a path. */
  drops: (path: string) => boolean;
}

/** Passes requests on, and loses some of the answers. */
export async function flakyProxy(target: string, drops: (path: string) => boolean): Promise<FlakyProxy> {
  const { hostname, port } = new URL(target);
  const proxy: { -readonly [K in keyof FlakyProxy]: FlakyProxy[K] } = { url: "", dropped: 0, drops };
  const server = createServer((incoming, outgoing) => {
    const { url: path = "/", method, headers } = incoming;
    const onward = request({ hostname, port, path, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        if (proxy.drops(path)) {
          proxy.dropped += 1;
          return void incoming.socket.destroy();
        }
        outgoing.writeHead(answer.statusCode!, answer.headers).end(Buffer.concat(chunks));
      });
    });
    onward.on("error", () => incoming.socket.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  later(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}
