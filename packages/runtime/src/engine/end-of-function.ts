import { checkOutput } from "../options/schema.js";
import type { Outcome } from "../promises/outcome.js";
import { afterFailure } from "../options/retry-policy.js";
import { crossByValue } from "./cross-by-value.js";
import type { MainEnd, Run } from "./run.js";

/** The function has returned or thrown: the outcome to be published; or a new attempt, which this run makes due. */
export async function endOfFunction(run: Run, outcome: Outcome): Promise<MainEnd> {
  const checked = await withSchema(run, outcome);
  const retryInMs = "error" in checked ? nextAttemptInMs(run, checked.error) : undefined;
  const { text, outcome: crossed } = crossByValue(checked, run.live.identity.functionId, {
    maxBytes: run.core.maxValueBytes,
  });
  return { outcome: crossed, text, published: false, ...(retryInMs !== undefined && { retryInMs }) };
}

async function withSchema({ policy, live }: Run, outcome: Outcome): Promise<Outcome> {
  if ("error" in outcome || !policy.output) return outcome;
  try {
    return { value: await checkOutput(policy.output, outcome.value, live.identity.functionId) };
  } catch (error) {
    return { error };
  }
}

/** One that was told to stop is not started again. */
function nextAttemptInMs({ policy, control, execution, core }: Run, error: unknown): number | undefined {
  if (control.stopped) return undefined;
  const after = afterFailure(policy.retry, execution.attempt, error, core.random);
  if ("error" in after) return undefined;
  const isTooLate = core.clock.now() + after.retryInMs >= (control.deadlineAtMs ?? Infinity);
  return isTooLate ? undefined : after.retryInMs;
}
