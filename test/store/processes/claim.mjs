// Claims what it can, and prints how much that was.
import { openSqliteStore } from "../../../packages/runtime/dist/store/sqlite/open-sqlite-store.js";

const store = await openSqliteStore({ file: process.argv[2] });
const engine = await store.register(1000);
console.log(await store.claim(engine, ["shop#flow"], 100, 2000));
await store.release(engine);
await store.close();
