import { durableDefinition } from "../api/definition.js";
import { LiveExecution } from "../execution/live-execution.js";
import { checkInput } from "../options/schema.js";
import { restoreExecution } from "../execution/restore-execution.js";
import type { FunctionPolicy } from "../options/function-options.js";
import type { StepOperation } from "../operations/operation.js";
import { decode } from "../snapshot/index.js";
import type { Loaded, Message } from "../store/store.js";
import type { Core } from "./core.js";
import { readOutcome } from "./cross-by-value.js";
import { decodeInput, type ExecutionInput } from "./execution-input.js";
import { readHeader } from "./header.js";
import type { Incoming } from "./incoming.js";
import { executionPorts } from "./live-ports.js";
import { readCall } from "../objects/object-call.js";
import { readStored } from "./read-stored.js";
import { findDeadlocks } from "./objects/find-deadlocks.js";
import { Run } from "./run.js";
import { takeDue } from "./take-due.js";

/**
 * Brings an execution into memory, calls `release` once it has come to a commit, and lets it go on: at its start, or
 * at the awaits where it stands. Throws a `RestoreError` where this process cannot.
 */
export function startRun(core: Core, loaded: Loaded, release: () => void): void {
  const { execution, inbox } = loaded;
  const definition = durableDefinition(execution.functionId, execution.id);
  const { machine } = definition;
  const policy = core.policyOf(definition);
  const isNew = execution.snapshot === null;
  const isStopped = inbox.some(({ kind }) => kind === "cancel" || kind === "end");
  // A message has come before its time.
  if (isNew && !isStopped && (execution.dueAtMs ?? 0) > core.clock.now()) return release();
  const messages = inbox.map((message) => incomingOf(execution.id, message));
  const live = newLive(core, loaded, policy);
  const run = new Run(core, live, execution, policy, release);
  run.isHeld = true;
  const isTakenOver = noteTakeOver(run);
  if (isNew && isStopped) core.runs.set(run.id, run);
  else if (isNew) {
    const { captured, args } = readInput(loaded);
    setDeadlines(run);
    if (execution.attempt > 1) run.control.attemptAtMs = core.clock.now();
    core.runs.set(run.id, run);
    started(run);
    const begin = (given: readonly unknown[]) => live.begin(machine, [...captured, live.context, ...given]);
    // Whoever starts an execution from outside has checked them, but for a coordinator.
    const isUnchecked = execution.parent !== null || readHeader(execution).unchecked;
    if (isUnchecked && policy.input) return beginChecked(run, args, begin, messages);
    begin(args);
  } else {
    const { goOn } = restoreExecution(live, execution.snapshot!, loaded.pages);
    if (execution.outcome !== null) {
      const text = execution.outcome;
      const outcome = readStored(execution.id, "its outcome", () => readOutcome(text));
      run.main = { outcome, text, published: true };
    }
    if (core.instruments.isolateSteps) run.isolated = twins(run, loaded, execution.snapshot!);
    core.runs.set(run.id, run);
    started(run);
    goOn();
    // The process before may have died before it could look.
    if (isTakenOver || core.instruments.freezeDry) findDeadlocks(run, [...live.operations.values()]);
  }
  goOnWith(run, messages);
}

/** A child's arguments, as its schemas give them; where they do not fit, it fails. */
function beginChecked(
  run: Run,
  args: readonly unknown[],
  begin: (args: readonly unknown[]) => void,
  messages: readonly Incoming[],
): void {
  const { core, live, policy, execution } = run;
  void core.activity.during(async () => {
    try {
      begin(await checkInput(policy.input, args, execution.functionId));
    } catch (error) {
      live.step(() => live.main.reject(error));
    }
    goOnWith(run, messages);
  });
}

/** It is set up: what has reached it, and what is due, is taken in order. */
function goOnWith(run: Run, messages: readonly Incoming[]): void {
  for (const message of messages) run.receive(message);
  takeDue(run);
  run.isHeld = false;
  run.quiet();
}

function noteTakeOver(run: Run): boolean {
  const { control, execution, core } = run;
  const { epoch, snapshot, attempt } = execution;
  if (epoch === (control.epoch ?? 0)) return false;
  control.epoch = epoch;
  if (snapshot !== null || attempt > 1) run.note("taken-over", { label: `engine ${core.engineId}` });
  return true;
}

function started({ core, execution }: Run): void {
  if (core.observer.started) core.observer.started(execution, readHeader(execution).trace);
}

/** What a message of the store is to the execution `id`. Throws a `RestoreError` where it cannot be read. */
export const incomingOf = (id: string, message: Message): Incoming =>
  readStored(id, `its message "${message.kind}"`, () => read(message));

function read({ seq, kind, operation, payload }: Message): Incoming {
  switch (kind) {
    case "outcome":
      return { kind, operation: operation!, outcome: readOutcome(payload!), text: payload!, seq };
    case "event": {
      const value = payload === null ? undefined : decode(payload);
      return { kind: "outcome", operation: operation!, outcome: { value }, text: payload ?? "", seq };
    }
    case "call":
      return { kind, call: readCall(payload!), seq };
    case "cancel":
    case "end":
      return { kind, reason: payload ?? undefined, seq };
  }
}

/** An execution's live objects, empty. */
export function newLive(core: Core, loaded: Loaded, policy: FunctionPolicy): LiveExecution {
  const { seq, id: executionId, functionId, epoch, attempt, operation } = loaded.execution;
  const identity = { seq, executionId, functionId, epoch, attempt, operation };
  return new LiveExecution(identity, loaded, executionPorts(core, loaded.execution, policy));
}

function setDeadlines(run: Run): void {
  const { control, policy, execution, core } = run;
  const { timeoutMs, attemptTimeoutMs } = policy;
  if (timeoutMs !== undefined && execution.attempt === 1)
    control.deadlineAtMs = Math.max(execution.createdAtMs, execution.dueAtMs ?? 0) + timeoutMs;
  if (attemptTimeoutMs !== undefined) control.attemptDeadlineAtMs = core.clock.now() + attemptTimeoutMs;
  if (timeoutMs !== undefined || attemptTimeoutMs !== undefined) run.isDirty = true;
}

const readInput = ({ execution }: Loaded): ExecutionInput =>
  readStored(execution.id, "its arguments", () => decodeInput(execution.input));

/** Restored steps run on copies of their own, so that a write to what they capture shows. */
function twins(
  { core, policy }: Run,
  loaded: Loaded,
  snapshot: string,
): (operation: StepOperation) => StepOperation {
  const twin = newLive(core, loaded, policy);
  restoreExecution(twin, snapshot, loaded.pages);
  return (operation) => {
    const copy = twin.operations.get(operation.n) as StepOperation | undefined;
    return copy ? Object.assign(copy, { attempt: operation.attempt }) : operation;
  };
}
