import { ForeignWaitError } from "../errors/foreign-wait-error.js";
import { describeOperation } from "../operations/operation.js";
import { generatorState } from "../generators/state.js";
import { stateOf } from "../promises/durable-promise.js";
import type { PromiseState } from "../promises/promise-state.js";
import { targetOf } from "../promises/target.js";
import type { LiveExecution } from "./live-execution.js";
import type { Task } from "./task.js";

/** Ends one wait of code that is not compiled. */
type Refuse = (error: Error) => void;

/** Refuses operations whose outcome code would be told that is not stored; false where there are none. */
export function refuseNativeWaits(live: LiveExecution): boolean {
  let refused = false;
  for (const operation of live.operations.values()) {
    const waits = nativeWaits(live, stateOf(operation.promise)!);
    if (waits.length === 0) continue;
    const error = new ForeignWaitError(describeOperation(operation));
    refused = true;
    if (live.requests.isSent(operation)) for (const refuse of waits) refuse(error);
    else live.requests.withdraw(operation, error);
  }
  return refused;
}

/** All waits of code that is not compiled to which a promise's outcome leads. */
function nativeWaits(live: LiveExecution, state: PromiseState): Refuse[] {
  const waits: Refuse[] = [];
  const seen = new Set([state]);
  for (const each of seen) {
    for (const reaction of each.reactions) {
      if (reaction.kind === "native") waits.push((error) => each.refuse(reaction, error));
      const next = reaction.kind === "task" ? resultOf(live.tasks.get(reaction.task)) : undefined;
      if (next) seen.add(next);
      else if (reaction.kind !== "task" && reaction.kind !== "native") seen.add(stateOf(targetOf(reaction))!);
    }
  }
  return waits;
}

/** What the end of a task settles. */
function resultOf(task: Task | undefined): PromiseState | undefined {
  if (!task) return undefined;
  const { result } = task;
  return "generator" in result ? stateOf(generatorState(result.generator)!.requests[0]?.promise) : result;
}
