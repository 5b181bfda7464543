import { PerdureError } from "../errors/perdure-error.js";
import { invalidArgument } from "../generated/messages.js";
import type { StepInfo } from "./operation.js";
import type { RetryOptions } from "../options/retry-policy.js";

type StepFunction<T> = (info: StepInfo) => T;

/** The two ways to call `ctx.run`: with a label, or without one, where the function's name is the label. */
export function readRunArguments<T>(
  first: string | StepFunction<T>,
  second?: StepFunction<T> | RetryOptions,
  third?: RetryOptions,
): { label: string; fn: StepFunction<T>; options: RetryOptions | undefined } {
  const labelled = typeof first === "string";
  const fn = labelled ? second : first;
  if (typeof fn !== "function") {
    const hint = 'Write `ctx.run("label", () => ...)` or `ctx.run(() => ...)`.';
    const problem = `${typeof fn} for the function`;
    throw new PerdureError(invalidArgument({ where: "ctx.run", problem, hint }));
  }
  const options = (labelled ? third : second) as RetryOptions | undefined;
  return { label: labelled ? first : fn.name, fn, options };
}
