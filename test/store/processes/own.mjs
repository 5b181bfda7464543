// An engine that owns executions until it is killed; on SIGTERM it commits the first one and leaves.
import { openSqliteStore } from "../../../packages/runtime/dist/store/sqlite/open-sqlite-store.js";

const [file, count] = process.argv.slice(2);
const store = await openSqliteStore({ file });
const engine = await store.register(1000);
for (let index = 0; index < Number(count); index++) {
  await store.create({ id: `own-${index}`, functionId: "shop#flow", input: "[]", createdAtMs: 1000 }, engine);
}
const alive = setInterval(() => {}, 60_000);
process.on("SIGTERM", async () => {
  const end = { status: "waiting", reason: null, detail: null, attempt: 1, operation: 5, dueAtMs: null };
  const turn = {
    kind: "turn",
    id: "own-0",
    seq: (await store.find("own-0")).seq,
    epoch: 0,
    ...end,
    snapshot: "{}",
    outcome: null,
    control: null,
    updatedAtMs: 1,
  };
  const [result] = await store.commit(engine, [turn]);
  console.log(result.status);
  await store.release(engine);
  await store.close();
  clearInterval(alive);
});
console.log(engine);
