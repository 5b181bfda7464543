import type { StepOperation } from "../operations/operation.js";
import type { Outcome } from "../promises/outcome.js";
import type { CommitResult, Execution, TurnCommit } from "../store/store.js";
import type { Meter } from "./open-telemetry.js";

const ENDED: ReadonlySet<string> = new Set(["completed", "failed", "cancelled"]);

/** Bounds of the histograms' buckets. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const SIZES = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/** What is counted and measured. Durations are in seconds, as OpenTelemetry wants them. */
export function metricsOf(meter: Meter) {
  const count = (name: string, unit: string, description: string) =>
    meter.createCounter(`perdure.${name}`, { unit, description });
  const measure = (name: string, unit: string, description: string, explicitBucketBoundaries: number[]) =>
    meter.createHistogram(`perdure.${name}`, { unit, description, advice: { explicitBucketBoundaries } });

  const started = count("executions.started", "{execution}", "Executions whose function began");
  const ended = count("executions.ended", "{execution}", "Executions that ended, by status");
  const parked = count("executions.parked", "{execution}", "Executions that were set aside, by reason");
  const inMemory = meter.createUpDownCounter("perdure.executions.in_memory", {
    unit: "{execution}",
    description: "Executions in memory",
  });
  const steps = count("steps", "{attempt}", "Attempts of steps that ended, by outcome");
  const stepDuration = measure("step.duration", "s", "Time of a step's attempt", SECONDS);
  const commits = count("commits", "{commit}", "Commits, by outcome");
  const commitDuration = measure(
    "commit.duration",
    "s",
    "Time of a transaction that commits a group",
    SECONDS,
  );
  const commitSize = measure("commit.size", "{commit}", "Commits that share a transaction", SIZES);
  const lateness = measure(
    "wakeup.lateness",
    "s",
    "How late a due execution is brought into memory",
    SECONDS,
  );

  const known = new WeakSet<Execution>();
  const begun = new WeakMap<StepOperation, number>();

  return {
    started(execution: Execution): void {
      known.add(execution);
      inMemory.add(1);
      const { functionId, snapshot, attempt } = execution;
      if (snapshot === null && attempt === 1) started.add(1, { function: functionId });
    },

    left(execution: Execution): void {
      if (known.delete(execution)) inMemory.add(-1);
    },

    stepStarted(operation: StepOperation): void {
      begun.set(operation, performance.now());
    },

    stepEnded({ functionId }: Execution, operation: StepOperation, outcome: Outcome): void {
      const attributes = {
        function: functionId,
        kind: operation.kind,
        outcome: "error" in outcome ? "failed" : "completed",
      };
      steps.add(1, attributes);
      const sinceMs = begun.get(operation);
      if (sinceMs !== undefined) stepDuration.record((performance.now() - sinceMs) / 1000, attributes);
    },

    committed({ functionId }: Execution, { status }: TurnCommit): void {
      if (ENDED.has(status)) ended.add(1, { function: functionId, status });
    },

    parked({ functionId }: Pick<Execution, "functionId">, reason: string): void {
      parked.add(1, { function: functionId, reason });
    },

    groupCommitted(results: readonly CommitResult[], durationMs: number): void {
      commitDuration.record(durationMs / 1000);
      commitSize.record(results.length);
      const outcomes = new Map<string, number>();
      for (const result of results) {
        const outcome = "error" in result ? "failed" : result.status;
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
      for (const [outcome, number] of outcomes) commits.add(number, { outcome });
    },

    woken(lateMs: number): void {
      lateness.record(lateMs / 1000);
    },
  };
}
