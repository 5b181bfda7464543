import { readOutcome } from "../cross-by-value.js";
import { weakly } from "../commit/prepare-commit.js";
import type { Run } from "../run.js";
import { clearStrikes } from "../suspects.js";

type Recorded = Run["unrecorded"][number];

/**
 * Keeps outcomes that were consumed in a turn which could not be committed: their effects need not run again. Where the
 * store takes none of them either, as on a full disk, memory does, for as long as this process has the execution.
 */
export async function keepOutcomes(
  { core, execution, id }: Run,
  outcomes: readonly Recorded[],
): Promise<void> {
  const { seq, epoch } = execution;
  await Promise.all(
    outcomes.map(async (outcome) => {
      const result = await core.commits.submit({ kind: "outcome", seq, id, epoch, ...outcome });
      if ("error" in result) core.steps.keep(id, outcome.operation, readOutcome(outcome.outcome));
    }),
  );
}

/** Records outcomes that were consumed while nothing else is to be committed, so that their effects never run again. */
export async function recordOutcomes(run: Run): Promise<void> {
  const { core, execution, id } = run;
  const { seq, epoch } = execution;
  const outcomes = run.unrecorded;
  run.unrecorded = [];
  run.isHeld = true;
  clearStrikes(run);
  const results = await Promise.all(
    outcomes.map((outcome) =>
      core.commits.submit({ kind: "outcome", seq, id, epoch, ...outcome, ...weakly(run) }),
    ),
  );
  run.isHeld = false;
  for (const result of results) {
    if ("error" in result)
      core.logger.warn({ execution: id, err: result.error }, "could not record an outcome ahead");
    else if (result.status === "committed") run.consumed.push(result.message!);
    else if (result.status === "fenced")
      return core.drop(run, "another engine has taken this execution over");
  }
  run.quiet();
}
