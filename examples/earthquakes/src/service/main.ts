import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { distanceKm, readCatalogue, regionOf, type Position } from "./catalogue.js";
import { Ledger } from "./ledger.js";

// The catalogue's HTTP service, a process of its own: main.js <ledger file> <milliseconds for each answer>
const [ledgerFile = "ledger.db", latencyMs = "0"] = process.argv.slice(2);
const PAGE = 100;
const quakes = readCatalogue();
const ledger = new Ledger(ledgerFile);

const methods: Record<string, (payload: never) => unknown> = {
  page: ({ page }: { page: number }) => quakes.slice(page * PAGE, (page + 1) * PAGE),
  region: (position: Position) => ({ region: regionOf(quakes, position) }),
  near: ({ radiusKm, ...position }: Position & { radiusKm: number }) => ({
    count: quakes.filter((quake) => distanceKm(quake, position) <= radiusKm).length - 1,
  }),
};

async function serve(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const method = (request.url ?? "").slice(1);
  const { seq, first } = ledger.begin(String(request.headers["idempotency-key"]), method);
  await sleep(Number(latencyMs));
  // Every ninth request for a region fails at first: the flow's own retries have to bring it through.
  const busy = method === "region" && first && seq % 9 === 0;
  const status = busy ? 503 : 200;
  const body = busy
    ? { error: "busy" }
    : methods[method]!(JSON.parse(Buffer.concat(chunks).toString()) as never);
  ledger.answered(seq, status);
  return { status, body };
}

const server = createServer((request, response) => {
  void serve(request).then(({ status, body }) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
});
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on("disconnect", () => process.exit(0));
