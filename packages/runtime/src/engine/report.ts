import { checkpointOf, placeOf } from "../frames/place.js";
import type { LiveExecution } from "../execution/live-execution.js";
import { argumentsOf, type Operation } from "../operations/operation.js";
import type { Outcome } from "../promises/outcome.js";
import { stateOf } from "../promises/durable-promise.js";
import type { Core } from "./core.js";

/** Shows an operation's outcome to whoever watches, with the place where it is awaited. */
export function report(
  { core, live }: { readonly core: Core; readonly live: LiveExecution },
  operation: Operation,
  outcome: Outcome,
): void {
  if (!core.instruments.onOperation) return;
  const { n, kind, label } = operation;
  const reaction = stateOf(operation.promise)!.reactions.find((each) => each.kind === "task");
  const frame = (reaction ? live.tasks.get(reaction.task) : live.lastRan)?.frame;
  const place = frame ? `${placeOf(frame)}  ${checkpointOf(frame)?.source ?? ""}` : "";
  core.instruments.onOperation(live.executionId, {
    n,
    kind,
    label,
    args: argumentsOf(operation),
    outcome,
    place,
  });
}
