import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCoordinator, type Coordinator, type CoordinatorOptions } from "@perdure/server";
import { createClient, type Client } from "@perdure/server/client";
import { createEngine, type Engine, type EngineOptions } from "perdure";
import { openRemoteStore } from "perdure/engine";
import { afterEach } from "vitest";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

export const later = (close: () => Promise<unknown>): void => void closing.push(close);

export const silent = { warn: () => {}, error: () => {} };

export async function coordinator(options: Partial<CoordinatorOptions> = {}): Promise<Coordinator> {
  const started = await startCoordinator({ file: ":memory:", port: 0, ...options });
  later(() => started.stop());
  return started;
}

export function client(url: string, token?: string): Client {
  return createClient({ endpoint: url, ...(token !== undefined && { token }), patienceMs: 20_000 });
}

/** An engine behind the coordinator. */
export async function engine(url: string, options: EngineOptions = {}): Promise<Engine> {
  const store = openRemoteStore({ url, waitMs: 100 });
  const created = await createEngine({ logger: silent, pollMs: 10, ...options, store });
  later(async () => {
    await created.stop({ drainMs: 0 });
    await store.close();
  });
  return created;
}

export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "perdure-server-"));
  later(async () => rmSync(made, { recursive: true, force: true }));
  return made;
}
