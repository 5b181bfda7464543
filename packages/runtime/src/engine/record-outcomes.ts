import type { Run } from "./run.js";

/** Records outcomes that were consumed while nothing else is to be committed, so that their effects never run again. */
export async function recordOutcomes(run: Run): Promise<void> {
  const { core, execution, id } = run;
  const { seq, epoch } = execution;
  const outcomes = run.unrecorded;
  run.unrecorded = [];
  run.isHeld = true;
  const results = await Promise.all(
    outcomes.map((outcome) => core.commits.submit({ kind: "outcome", seq, id, epoch, ...outcome })),
  );
  run.isHeld = false;
  for (const result of results) {
    if ("error" in result) core.logger.warn({ id, error: result.error }, "could not record an outcome ahead");
    else if (result.status === "committed") run.consumed.push(result.message!);
    else if (result.status === "fenced")
      return core.drop(run, "another engine has taken this execution over");
  }
  run.quiet();
}
