import type { PendingOperation } from "../operations/operation.js";
import { stateOf } from "../promises/durable-promise.js";
import type { PromiseState } from "../promises/promise-state.js";
import type { Task } from "./task.js";

// Most awaits are `await ctx.run(...)`: nothing holds the operation's promise but the task that waits. Such promises, and
// that of the function's result, are not stored: a restore makes them from what is said without them.

/** The number of the operation that a task waits for, where nothing else is known of its promise. */
export function plainWait({ id, waitsFor }: Task): number | undefined {
  if (waitsFor?.source?.kind !== "operation" || waitsFor.outcome) return undefined;
  const { reactions } = waitsFor;
  const [reaction] = reactions;
  return reactions.length === 1 && reaction!.kind === "task" && reaction!.task === id
    ? waitsFor.source.n
    : undefined;
}

/** Whether an operation's promise is such a one; `taskOf`: the task with this number. */
export function isPlainlyAwaited(
  { promise }: PendingOperation,
  taskOf: (id: number) => Task | undefined,
): boolean {
  const state = stateOf(promise)!;
  const [reaction] = state.reactions;
  const task = reaction?.kind === "task" ? taskOf(reaction.task) : undefined;
  return task?.waitsFor === state && plainWait(task) !== undefined;
}

/** Whether the function is running, and nothing waits for its result within the execution. */
export const isPlainMain = ({ outcome, source, reactions, handled }: PromiseState): boolean =>
  !outcome && source?.kind === "task" && reactions.length === 0 && handled;

/** A task of a snapshot waits again for what it waited for. */
export function waitAgain(state: PromiseState, task: number): void {
  state.handled = true;
  const isThere = state.reactions.some((reaction) => reaction.kind === "task" && reaction.task === task);
  if (!isThere) state.reactions.push({ kind: "task", task });
}
