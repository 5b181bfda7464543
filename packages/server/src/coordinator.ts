import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { openSqliteStore } from "perdure/engine";
import { PerdureError } from "perdure";
import { randomUUID } from "node:crypto";
import { app } from "./app.js";
import { Changes } from "./changes/changes.js";
import { Ends } from "./changes/ends.js";
import { checkedOptions, type CoordinatorOptions } from "./coordinator-options.js";
import type { Parts } from "./coordinator-parts.js";
import { addressUnavailable } from "./generated/messages.js";
import { AwakeClock } from "./leases/awake-clock.js";
import { Leases } from "./leases/leases.js";

/** How often to look for what processes beside this one have written to the file. */
const LOOK_MS = 50;
const FORGET_EVERY_MS = 60_000;
/** How long the answer to a write is kept for who may ask again. */
const RECEIPTS_KEPT_MS = 3_600_000;
/** How long requests that are under way may take once it stops. */
const STOP_MS = 2000;

/** A coordinator that listens. */
export interface Coordinator {
  /** `http://127.0.0.1:8080` */
  readonly url: string;
  readonly leases: Leases;
  /** Ends what is under way and closes the store. Workers wait until it is there again. */
  stop(): Promise<void>;
}

/**
 * Opens the store and serves it over HTTP: to workers, which run executions without a store of their own, and to
 * clients. Rejects with a PerdureError for wrong options and an address that cannot be had, with a StoreError for the
 * store.
 */
export async function startCoordinator(options: CoordinatorOptions): Promise<Coordinator> {
  const checked = checkedOptions(options);
  const { file, host, port, leaseMs, onFault } = checked;
  const clock = new AwakeClock();
  let leases!: Leases;
  const store = await openSqliteStore({
    file,
    durability: checked.durability,
    liveness: (base) => (leases = new Leases(base, leaseMs, () => clock.now())),
  });
  // Engines that were there before this process: each has a whole lease to say that it still is.
  for (const { session } of await store.host.sessions())
    leases.name(await store.host.admit(session, Date.now()), session);
  const parts: Parts = {
    store,
    leases,
    changes: new Changes(),
    ends: new Ends(),
    nowMs: Date.now,
    newId: randomUUID,
    onFault,
  };
  const server = createAdaptorServer({ fetch: app(parts, checked).fetch });
  const stopLooking = lookAround(parts);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    stopLooking();
    clock.stop();
    await store.close();
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw new PerdureError(addressUnavailable({ host, port: String(port), reason }));
  }
  const bound = (server.address() as AddressInfo).port;
  let stopped: Promise<void> | undefined;

  async function stop(): Promise<void> {
    stopLooking();
    parts.changes.close();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    if ("closeIdleConnections" in server) server.closeIdleConnections();
    const cut = setTimeout(() => "closeAllConnections" in server && server.closeAllConnections(), STOP_MS);
    parts.ends.close();
    await closed;
    clearTimeout(cut);
    clock.stop();
    await store.close();
  }

  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    leases,
    stop: () => (stopped ??= stop()),
  };
}

/** What happens without a request: others write to the file, leases run out, receipts grow old. */
function lookAround({ store, changes, ends, leases, nowMs, onFault }: Parts): () => void {
  let isLooking = false;
  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    try {
      if (await store.changed()) {
        changes.wrote();
        ends.tellAll();
      }
      if (leases.takeExpired().length > 0) changes.wrote();
    } catch (error) {
      onFault(error);
    }
    isLooking = false;
  }
  const looking = setInterval(() => void look(), LOOK_MS);
  const forgetting = setInterval(
    () => void store.host.forgetReceipts(nowMs() - RECEIPTS_KEPT_MS).catch(onFault),
    FORGET_EVERY_MS,
  );
  return () => {
    clearInterval(looking);
    clearInterval(forgetting);
  };
}
