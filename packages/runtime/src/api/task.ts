import type { StepInfo } from "../operations/operation.js";
import type { TaskOptions } from "../options/task-options.js";
import { taskPolicy } from "../options/task-options.js";
import { PerdureError } from "../errors/perdure-error.js";
import { invalidArgument } from "../generated/messages.js";
import { functionPolicy } from "../options/function-options.js";
import type { DurableContext } from "./durable-context.js";
import { defineTask, type DurableDefinition } from "./definition.js";
import type { DurableFunction } from "./durable-function.js";
import { durableFunction } from "./make-durable.js";

/** What a task is called with: its input may be left out where it may be undefined. */
export type TaskArguments<Input> = undefined extends Input ? [input?: Input] : [input: Input];

/** The function of a task: it gets its input and what a step is told; or several inputs and nothing else. */
export type TaskBody<Input, Result> = (input: Input, info: StepInfo) => Result;

/** At least two: with one, the second parameter is the step's `StepInfo`. */
type Several = readonly [unknown, unknown, ...unknown[]];

/** `durable.task`. */
export interface DefineTask {
  <Input, Result>(body: TaskBody<Input, Result>): DurableFunction<TaskArguments<Input>, Awaited<Result>>;
  <Input, Result>(
    options: TaskOptions,
    body: TaskBody<Input, Result>,
  ): DurableFunction<TaskArguments<Input>, Awaited<Result>>;
  <Inputs extends Several, Result>(
    body: (...inputs: Inputs) => Result,
  ): DurableFunction<Inputs, Awaited<Result>>;
  <Inputs extends Several, Result>(
    options: TaskOptions,
    body: (...inputs: Inputs) => Result,
  ): DurableFunction<Inputs, Awaited<Result>>;
}

type AnyBody = (...inputs: readonly unknown[]) => unknown;

/** One retryable step without a context. Throws as `durable.function` does for wrong options. */
export const task = ((first: TaskOptions | AnyBody, second?: AnyBody) => {
  const options: TaskOptions = typeof first === "function" ? {} : first;
  const body = typeof first === "function" ? first : second;
  if (typeof body !== "function") {
    const hint = 'Write `durable.task({ name: "..." }, async (input) => { ... })`.';
    const problem = `${typeof body} for the function`;
    throw new PerdureError(invalidArgument({ where: "durable.task", problem, hint }));
  }
  const { step, ofExecution } = taskPolicy("durable.task", options);
  const policy: DurableDefinition["policy"] = (defaults) =>
    functionPolicy("durable.task", ofExecution, defaults);
  const machine = defineTask(body, { policy, task: step });
  const name = options.name ?? ((machine ?? body).name || "anonymous");
  // Where the file has not been compiled there is no machine: it is refused as it starts, and plain runs call this.
  const plain = (ctx: DurableContext, ...args: readonly unknown[]): Promise<unknown> =>
    ctx.call(defined, ...args);
  const defined: DurableFunction<readonly unknown[], unknown> = durableFunction(name, {
    body: machine ?? plain,
    policy,
    task: { body, step },
  });
  return defined;
}) as DefineTask;
