import type { FunctionOptions } from "./function-options.js";
import { readOptions } from "./known-options.js";
import type { RetryOptions } from "./retry-policy.js";
import type { StandardSchema } from "./schema.js";
import {
  stepPolicyOf,
  type OperationDefaults,
  type OperationOptions,
  type StepPolicy,
} from "./step-policy.js";

/** What a task's options say about the step: how it is tried, and its time limits. */
type StepPart = RetryOptions & Pick<OperationOptions, "timeout" | "attemptTimeout" | "record">;
/** What they say about the execution that a task is outside of a durable function. */
type ExecutionPart = Pick<
  FunctionOptions,
  "name" | "formerly" | "durability" | "history" | "retention" | "tags"
>;

/** Options of a task. `maxRetries` and the timeouts concern the step, which is tried again as a whole. */
export interface TaskOptions extends StepPart, ExecutionPart {
  /** Checks the input before the task's function gets it, as the schema gives it; an array checks several inputs. */
  readonly input?: StandardSchema | readonly StandardSchema[];
  /** Checks the result; callers get what the schema gives. */
  readonly output?: StandardSchema;
}

/** A task as steps know it, from its options. */
export interface TaskStep {
  /** What is stored with a step; `retryIf`, which cannot be stored, is here. */
  policy(defaults?: OperationDefaults): StepPolicy | undefined;
  readonly retryIf: RetryOptions["retryIf"];
  /** One for each input. */
  readonly input: readonly StandardSchema[] | undefined;
  readonly output: StandardSchema | undefined;
}

/** A task's options, checked. Throws as `readOptions` does. */
export function taskPolicy(
  where: string,
  options?: TaskOptions,
): { readonly step: TaskStep; readonly ofExecution: ExecutionPart } {
  const { input, output, ...given } = readOptions("task", where, options);
  const { name, formerly, durability, history, retention, tags, retryIf, ...step } = given;
  const ofExecution = { name, formerly, durability, history, retention, tags };
  return {
    step: {
      policy: (defaults) => stepPolicyOf({ ...defaults, ...step }),
      retryIf,
      input: input === undefined || Array.isArray(input) ? input : [input as StandardSchema],
      output,
    },
    ofExecution: Object.fromEntries(Object.entries(ofExecution).filter(([, value]) => value !== undefined)),
  };
}
