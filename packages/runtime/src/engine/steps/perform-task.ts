import { durableDefinition } from "../../api/definition.js";
import { closureRecord } from "../../machine/closure.js";
import type { StepInfo, StepOperation, TaskOperation } from "../../operations/operation.js";
import type { RetryPolicy } from "../../options/retry-policy.js";
import { checkInput, checkOutput } from "../../options/schema.js";
import type { TaskStep } from "../../options/task-options.js";

/** Runs the function of a task, between its schemas. `args`: copies of its own. */
export const performTask = (
  { fn, label }: TaskOperation,
  args: readonly unknown[],
  info: StepInfo,
): Promise<unknown> => runTask({ body: fn, step: stepOf(fn), label }, args, info);

/** A task as it is called. */
export interface CalledTask {
  readonly body: (...args: readonly unknown[]) => unknown;
  readonly step: TaskStep | undefined;
  readonly label: string;
}

/** The same for a task that is not compiled, too. */
export async function runTask(
  { body, step, label }: CalledTask,
  args: readonly unknown[],
  info: StepInfo,
): Promise<unknown> {
  const inputs = await checkInput(step?.input, args, label);
  const value = await (inputs.length > 1 ? body(...inputs) : body(inputs[0], info));
  return checkOutput(step?.output, value, label);
}

/** How a step is tried again; `retryIf` of a task is not stored with it. */
export function retryOf(operation: StepOperation): RetryPolicy | undefined {
  const retry = operation.policy?.retry;
  if (operation.kind !== "task" || !retry) return retry;
  const retryIf = stepOf(operation.fn)?.retryIf;
  return retryIf ? { ...retry, retryIf } : retry;
}

/** Undefined for a task inside a plain function that this process has not called yet: its options are not known. */
const stepOf = (body: TaskOperation["fn"]): TaskStep | undefined =>
  durableDefinition(closureRecord(body)!.id).task;
