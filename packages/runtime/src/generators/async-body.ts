import { NEXT, RETURN, THROW, type Frame, type Resumption } from "../machine/abi.js";
import { frameOf } from "../frames/frame.js";
import { ENDED } from "./ended.js";
import { end, generatorState } from "./state.js";

/** Whether an async generator is in the middle of an earlier request. */
export function isBusy(generator: object): boolean {
  const { at } = generatorState(generator)!;
  return at === "running" || at === "returning";
}

/**
 * The frame to be driven for a request, on top of `up`. Null where there is nothing to run: a generator that has
 * ended throws the value of a `throw` and otherwise gives `{ value: undefined, done: true }`.
 */
export function enter(generator: object, how: Resumption, up: Frame | null): Frame | null {
  const state = generatorState(generator)!;
  if (state.at === "start" && how !== NEXT) end(state);
  if (state.at === "done") {
    if (how !== RETURN) return null;
    state.frame = frameOf(ENDED, undefined, {}, null);
    state.frame.generator = generator;
  }
  const frame = state.frame!;
  frame.up = up;
  state.at = "running";
  return frame;
}

/**
 * How a body goes on that a driver resumes with `how`; undefined where the value of a `return` must be awaited
 * first, after which the driver resumes it again.
 */
export function resumed(generator: object, how: Resumption): Resumption | undefined {
  const state = generatorState(generator)!;
  if (state.at === "returning") {
    state.at = "running";
    return how === NEXT ? RETURN : how;
  }
  if (how !== RETURN) return how;
  state.at = "returning";
  return undefined;
}

/** A body has yielded or ended. Gives what its asker gets; with THROW, `value` is the error. */
export function left(generator: object, how: Resumption, value: unknown, ended: boolean): unknown {
  const state = generatorState(generator)!;
  state.frame!.up = null;
  if (ended) end(state);
  else state.at = "yield";
  return how === THROW ? value : { value, done: ended };
}
