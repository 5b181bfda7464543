import type { TurnEnd } from "../execution/advance.js";
import { framesOf } from "../execution/encode-execution.js";
import type { LiveExecution } from "../execution/live-execution.js";
import { checkpointOf } from "../frames/place.js";
import type { StepOperation } from "../operations/operation.js";
import type { CheckpointPlace, TurnCommit } from "../store/store.js";
import type { Core } from "./core.js";
import { LEFT, type Next } from "./next.js";

/** Commits a turn and says how its execution goes on. Effects start only after this. */
export async function commitTurn(
  core: Core,
  live: LiveExecution,
  commit: TurnCommit,
  end: TurnEnd,
): Promise<Next> {
  await describePlaces(core, live);
  const result = await core.commits.submit(commit);
  if (core.live.get(commit.id) !== live) return LEFT;
  if ("error" in result) {
    core.logger.warn(
      { id: commit.id, error: result.error },
      "a commit failed; the execution is loaded again",
    );
    core.reloadLater(commit.id);
    return LEFT;
  }
  if (result.status === "fenced") {
    core.live.delete(commit.id);
    core.logger.warn({ id: commit.id }, "another engine has taken this execution over");
    return LEFT;
  }
  live.committed();
  if (core.instruments.freezeDry && "waitsFor" in end) return { go: "reload" };
  if (commit.status === "running")
    return { go: "step", operation: (end as { waitsFor: StepOperation }).waitsFor };
  core.live.delete(commit.id);
  if (commit.dueAtMs === null) core.waiters.tell(commit);
  else core.wakeAt(commit.dueAtMs);
  return LEFT;
}

/** Tells the store, once for each checkpoint, where it stands in the source. */
async function describePlaces(core: Core, live: LiveExecution): Promise<void> {
  const places: CheckpointPlace[] = [];
  for (const frame of framesOf(live)) {
    const checkpoint = checkpointOf(frame);
    const { id: machineId, hash, file } = frame.machine;
    const name = `${machineId} ${hash} ${checkpoint?.key}`;
    if (!checkpoint || core.describedPlaces.has(name)) continue;
    core.describedPlaces.add(name);
    const { key, line, source } = checkpoint;
    places.push({ machineId, hash, key, file, line, source });
  }
  if (places.length > 0) await core.store.describe(places);
}
