import { createEngine } from "perdure";
import { openSqliteStore, type Store } from "perdure/engine";
import { fate, journey } from "./boundary-flow.js";

/** Where the process dies: around the first commit of its life that changes something, or after its first effect. */
export type Death = "before" | "inside" | "after" | "effect" | "never";

const die = () => process.kill(process.pid, "SIGKILL");
const [file = "", ledger = "", death = "never"] = process.argv.slice(2);
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
if (death === "effect") fate.afterEffect = die;
const engine = await createEngine({
  store: { ...inner, commit },
  logger: { warn: () => {}, error: () => {} },
});
const handle = await journey.start([ledger], { id: "journey", engine });
const outcome = await handle.result().catch((error: Error) => String(error));
process.send?.({ results: [outcome] });
await engine.stop();
await inner.close();
process.disconnect?.();
