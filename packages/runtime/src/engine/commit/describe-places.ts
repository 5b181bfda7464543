import type { LiveExecution } from "../../execution/live-execution.js";
import { checkpointOf } from "../../frames/place.js";
import type { CheckpointPlace } from "../../store/store.js";
import type { Core } from "../core.js";

/** Tells the store, once for each checkpoint, where it stands in the source; undefined where it knows all of them. */
export function describePlaces(core: Core, live: LiveExecution): Promise<void> | undefined {
  let places: CheckpointPlace[] | undefined;
  for (const task of live.tasks.values()) {
    for (let frame = task.frame; frame; frame = frame.up) {
      const checkpoint = checkpointOf(frame);
      if (!checkpoint || core.describedPlaces.has(checkpoint)) continue;
      core.describedPlaces.add(checkpoint);
      const { id: machineId, hash, file } = frame.machine;
      const { key, line, source } = checkpoint;
      (places ??= []).push({ machineId, hash, key, file, line, source });
    }
  }
  return places && describe(core, places);
}

async function describe(core: Core, places: readonly CheckpointPlace[]): Promise<void> {
  try {
    await core.store.describe(places);
  } catch (error) {
    // Only people need them: the next process tries again.
    core.logger.warn({ err: error }, "could not store the places of awaits");
  }
}
