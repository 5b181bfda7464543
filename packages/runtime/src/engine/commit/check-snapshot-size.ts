import { SnapshotTooLargeError } from "../../errors/snapshot-too-large-error.js";
import { wholeText } from "../../execution/encode-execution.js";
import { MAIN_TASK } from "../../execution/live-execution.js";
import type { StoredExecution } from "../../execution/stored-execution.js";
import { placeOf } from "../../frames/place.js";
import type { Run } from "../run.js";

/** Throws a `SnapshotTooLargeError` for an execution whose text and pages are over the limit, in bytes of UTF-8. */
export function checkSnapshotSize(head: string, limit: number, { live }: Pick<Run, "live">): void {
  const { bytes } = live.pages;
  // A character has at most three bytes: most texts need not be counted.
  if (head.length * 3 + bytes <= limit || Buffer.byteLength(head) + bytes <= limit) return;
  // Pages may hold what nothing leads to any more.
  const text = bytes > 0 ? wholeText(live) : head;
  const size = Buffer.byteLength(text);
  if (size <= limit) return;
  const frame = (live.lastRan ?? live.tasks.get(MAIN_TASK))?.frame;
  const place = frame ? placeOf(frame) : live.identity.functionId;
  throw new SnapshotTooLargeError(place, { size, limit }, largestVariable(text));
}

/** `items in checkout (15000000 bytes)`; objects that several share count where they stand first. */
function largestVariable(text: string): string {
  let largest = { size: 0, shown: "none of them alone" };
  for (const { frames } of tasksOf(text)) {
    for (const { machine, live } of frames) {
      for (const [name, value] of Object.entries(live)) {
        const size = Buffer.byteLength(JSON.stringify(value));
        if (size <= largest.size) continue;
        const shownName = name.startsWith("$scope") ? "one that a closure captures" : name;
        largest = { size, shown: `${shownName} in ${machine} (${size} bytes)` };
      }
    }
  }
  return largest.shown;
}

function tasksOf(text: string): StoredExecution["tasks"] {
  const json = JSON.parse(text) as StoredExecution | { readonly root: StoredExecution };
  return "root" in json ? json.root.tasks : json.tasks;
}
