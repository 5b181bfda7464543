import type { Machine } from "./abi.js";
import { PerdureError } from "../errors/perdure-error.js";
import { helperNotAwaited } from "../generated/messages.js";
import { runInMemory } from "../execution/run-in-memory.js";
import { currentTurn } from "../execution/current-turn.js";

/**
 * What a compiled function does when it is called other than by `await f(...)` in compiled code: outside
 * a turn it runs in memory, so that it can be unit-tested; inside one it would be a task of its own.
 */
export function start(machine: Machine, self: unknown, args: readonly unknown[]): Promise<unknown> {
  if (currentTurn()) throw new PerdureError(helperNotAwaited({ name: machine.name }));
  return runInMemory(machine, self, args);
}
