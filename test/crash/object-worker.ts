import { createEngine } from "perdure";
import { openSqliteStore, type Store } from "perdure/engine";
import { journey } from "./object-flow.js";

// Dies around the first commit of its life that changes something: object-worker.ts <store> <death>
const die = () => process.kill(process.pid, "SIGKILL");
const [file = "", death = "never"] = process.argv.slice(2);
let isCounted = false;
const fault = () => {
  if (isCounted && death === "inside") die();
};
const inner = await openSqliteStore({ file, fault });
const commit: Store["commit"] = async (engine, commits) => {
  isCounted = commits.some(({ kind }) => kind !== "mark");
  if (isCounted && death === "before") die();
  const results = await inner.commit(engine, commits);
  if (isCounted && death === "after") die();
  return results;
};
const engine = await createEngine({
  store: { ...inner, commit },
  logger: { warn: () => {}, error: () => {} },
});
const handle = await journey.start([], { id: "journey", engine });
const outcome = await handle.result().catch((error: Error) => String(error));
process.send?.({ results: [outcome] });
await engine.stop();
await inner.close();
process.disconnect?.();
