import type { StepOperation } from "../../operations/operation.js";
import type { Outcome } from "../../promises/outcome.js";
import { crossByValue } from "../cross-by-value.js";
import { weakly } from "../commit/prepare-commit.js";
import type { Run } from "../run.js";
import { clearStrikes } from "../suspects.js";

/** `record: "eager"`: the outcome is in the store, as a row of its own, before the function sees it (rule 7). */
export function recordEagerly(run: Run, operation: StepOperation, outcome: Outcome): void {
  const { core, id, execution } = run;
  const { seq, epoch } = execution;
  const { n } = operation;
  const crossed = crossByValue(outcome, operation, { maxBytes: core.maxValueBytes });
  run.recording.add(n);
  clearStrikes(run);
  void core.activity.during(async () => {
    const result = await core.commits.submit({
      kind: "outcome",
      seq,
      id,
      epoch,
      operation: n,
      outcome: crossed.text,
      ...weakly(run),
    });
    run.recording.delete(n);
    if (run.hasLeft) return core.messagesArrived();
    if ("error" in result) {
      core.logger.warn({ execution: id, err: result.error }, "could not record an outcome at once");
      return run.receive({ kind: "outcome", operation: n, ...crossed });
    }
    if (result.status !== "committed") return core.drop(run, "another engine has taken this execution over");
    run.receive({ kind: "outcome", operation: n, ...crossed, seq: result.message! });
  });
}
