import { isStep, type PendingOperation } from "../operations/operation.js";
import { stateOf } from "../promises/durable-promise.js";
import { targetOf } from "../promises/target.js";
import type { PromiseState } from "../promises/promise-state.js";

/** Whether a promise that something foreign settles can still reach anybody. */
export const isWantedForeign = (state: PromiseState, isMet: (value: object) => boolean): boolean =>
  isMet(state.promise) || leadsSomewhere(state, isMet);

/** Whether the outcome of a pending operation can still reach anybody; `isMet`: the snapshot's other parts hold it. */
export function isWanted(operation: PendingOperation, isMet: (value: object) => boolean): boolean {
  if (operation.kind === "transaction") return true;
  const state = stateOf(operation.promise)!;
  if (isMet(operation.promise) || leadsSomewhere(state, isMet)) return true;
  // Nobody has asked how it ends: an error of it must be heard.
  return !state.handled && (isStep(operation) || operation.kind === "child");
}

/** Whether a reaction of the promise resumes a task, runs code, or settles a promise that somebody holds. */
function leadsSomewhere(start: PromiseState, isMet: (value: object) => boolean): boolean {
  // So it is with most, and a set costs.
  if (start.reactions.length === 1 && start.reactions[0]!.kind === "task") return true;
  const seen = new Set([start]);
  for (const { reactions } of seen) {
    for (const reaction of reactions) {
      // A failed task of a spawn is awaited even where nobody waits for the spawn.
      if (reaction.kind === "spawned") return true;
      if (reaction.kind === "task" || reaction.kind === "finally" || reaction.kind === "native") return true;
      if (reaction.kind === "then" && (reaction.onFulfilled ?? reaction.onRejected)) return true;
      const target = targetOf(reaction);
      const derived = stateOf(target)!;
      if (derived.outcome) continue;
      if (isMet(target)) return true;
      seen.add(derived);
    }
  }
  return false;
}
