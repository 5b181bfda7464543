import type { DurablePromise } from "./durable-promise.js";
import type { Reaction } from "./reaction.js";

/** The promise that a reaction leads to. */
export function targetOf(reaction: Exclude<Reaction, { kind: "task" | "native" }>): DurablePromise {
  if (reaction.kind === "leg") return reaction.combination.promise;
  return reaction.kind === "spawned" ? reaction.spawn : reaction.derived;
}
