import { afterAll } from "vitest";
import { startCoordinator, type Coordinator } from "@perdure/server";
import { openRemoteStore } from "../../packages/runtime/src/store/remote/open-remote-store.js";
import type { Store } from "../../packages/runtime/src/store/store.js";
import { storeContract } from "./contract.js";

const opened = new Map<Store, Coordinator>();
const coordinators: Coordinator[] = [];
afterAll(async () => void (await Promise.all(coordinators.map((each) => each.stop()))));

function connect(coordinator: Coordinator): Store {
  const store = openRemoteStore({ url: coordinator.url, waitMs: 5 });
  opened.set(store, coordinator);
  return store;
}

storeContract("SQLite behind a coordinator", {
  async open() {
    const coordinator = await startCoordinator({ file: ":memory:", port: 0 });
    coordinators.push(coordinator);
    return connect(coordinator);
  },
  kill: (store, engine) => opened.get(store)!.leases.expire(engine),
  reopen: async (store) => connect(opened.get(store)!),
  crossesProcesses: true,
});
