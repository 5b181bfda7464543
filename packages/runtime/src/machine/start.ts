import type { Arguments, Machine } from "./abi.js";
import { runInMemory } from "../execution/run-in-memory.js";
import { currentTurn } from "./current-turn.js";
import { functionOf } from "./compiled.js";
import { newGenerator } from "../generators/new-generator.js";

/**
 * What a compiled function does when it is called other than by `await f(...)` in compiled code. A generator
 * function gives its generator. An async function runs in memory: outside a turn, so that it can be unit-tested;
 * inside one beside its caller. `callee` is the function itself.
 */
export function start(machine: Machine, self: unknown, args: Arguments, callee?: object): unknown {
  if (machine.kind !== "async") return newGenerator(machine, self, args, callee ?? functionOf(machine));
  return currentTurn()?.startTask(machine, self, args) ?? runInMemory(machine, self, args);
}
