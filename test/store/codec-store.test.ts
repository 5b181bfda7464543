import { randomBytes } from "node:crypto";
import { codecStore } from "../../packages/runtime/src/store/codec/codec-store.js";
import { encryption } from "../../packages/runtime/src/store/codec/encryption.js";
import { MemoryLiveness } from "../../packages/runtime/src/store/sqlite/memory-liveness.js";
import { openSqliteStore } from "../../packages/runtime/src/store/sqlite/open-sqlite-store.js";
import type { Store } from "../../packages/runtime/src/store/store.js";
import { storeContract } from "./contract.js";

const opened = new Map<Store, MemoryLiveness>();
const codec = encryption({ key: randomBytes(32) });

async function open(): Promise<Store> {
  const liveness = new MemoryLiveness();
  const store = codecStore(await openSqliteStore({ file: ":memory:", liveness }), codec);
  opened.set(store, liveness);
  return store;
}

storeContract("SQLite in memory, encrypted", {
  open,
  kill: (store, engine) => opened.get(store)!.drop(engine),
});
