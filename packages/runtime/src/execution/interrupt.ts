import type { LiveExecution } from "./live-execution.js";
import { MAIN_TASK } from "./main-task.js";
import type { Task } from "./task.js";

/** Throws an error at the function's present await; false where it has ended. */
export function interruptMain(live: LiveExecution, error: unknown): boolean {
  if (live.main.outcome) return false;
  const task = live.tasks.get(MAIN_TASK);
  live.step(() => (task ? task.interrupt(error) : live.main.reject(error)));
  return true;
}

/** Throws an error into every task, at its await. */
export function interruptAll(live: LiveExecution, error: unknown): void {
  const tasks = [...live.tasks.values()].sort((a, b) => a.id - b.id);
  for (const task of tasks) task.interrupt(error);
  if (!live.tasks.has(MAIN_TASK)) live.main.reject(error);
}

/** Ends all that the function has called, without running its code: the error is thrown at its own await. */
export function unwind(live: LiveExecution, error: unknown): void {
  const main = live.tasks.get(MAIN_TASK);
  live.step(() => main?.unwind(error));
}

/** Throws an error at the await where a task stands; what it waits for is not sent, where it has not been. */
export function refuseAt(live: LiveExecution, task: Task, error: Error): void {
  const { requests } = live;
  const source = task.waitsFor?.source;
  const operation = source?.kind === "operation" ? requests.pending.get(source.n) : undefined;
  if (operation && !requests.isSent(operation)) requests.withdraw(operation, error);
  else task.interrupt(error);
}
