import { said } from "../machine/said.js";
import type { Outcome } from "./outcome.js";
import { legSettled } from "./combination.js";
import { durablePromise, stateOf, type DurablePromise } from "./durable-promise.js";
import type { Home } from "./home.js";
import { toDurable } from "./resolved.js";
import type { Handler, Reaction } from "./reaction.js";

/** Carries a reaction out, as a job of its own. */
export function react(home: Home, reaction: Reaction, outcome: Outcome): void {
  switch (reaction.kind) {
    case "task":
      return home.resume(reaction.task, outcome);
    case "then":
      return handle(home, reaction.derived, pick(reaction, outcome), outcome);
    case "finally":
      return handleFinally(home, reaction.derived, reaction.onFinally, outcome);
    case "pass":
      return settle(reaction.derived, "error" in outcome ? outcome : reaction.outcome);
    case "follow":
      return "error" in outcome
        ? settle(reaction.derived, outcome)
        : resolve(reaction.derived, outcome.value);
    case "leg":
      return legSettled(home, reaction.combination, reaction.index, outcome);
    case "spawned":
      return home.spawned(stateOf(reaction.spawn)!, reaction.index, outcome);
    case "native":
      home.foreignTold();
      return "error" in outcome ? reaction.reject(outcome.error) : reaction.resolve(outcome.value);
  }
}

const pick = (reaction: Extract<Reaction, { kind: "then" }>, outcome: Outcome): Handler | undefined =>
  "error" in outcome ? reaction.onRejected : reaction.onFulfilled;

function handle(home: Home, derived: DurablePromise, handler: Handler | undefined, outcome: Outcome): void {
  if (!handler) return settle(derived, outcome);
  const argument = "error" in outcome ? outcome.error : outcome.value;
  let result: unknown;
  try {
    result = home.enter(() => handler(argument));
  } catch (error) {
    said(error);
    return settle(derived, { error });
  }
  resolve(derived, result);
}

/** What the callback returns is awaited; its error takes the place of the outcome. */
function handleFinally(
  home: Home,
  derived: DurablePromise,
  onFinally: () => unknown,
  outcome: Outcome,
): void {
  let result: unknown;
  try {
    result = home.enter(() => onFinally());
  } catch (error) {
    said(error);
    return settle(derived, { error });
  }
  const passed = durablePromise(home);
  stateOf(toDurable(home, result))!.react({ kind: "pass", derived: passed, outcome });
  resolve(derived, passed);
}

const settle = (derived: DurablePromise, outcome: Outcome): void => stateOf(derived)!.settle(outcome);

const resolve = (derived: DurablePromise, value: unknown): void => stateOf(derived)!.resolve(value);
