import { DEFINITION } from "../machine/definition-key.js";
import { CancelledError } from "../errors/cancelled-error.js";
import { PerdureError } from "../errors/perdure-error.js";
import { invalidArgument } from "../generated/messages.js";
import { machineOf } from "../machine/compiled.js";
import type { Outcome } from "../promises/outcome.js";
import { stepPolicy } from "../options/step-policy.js";
import { durablePromise, stateOf, type DurablePromise } from "../promises/durable-promise.js";
import type { PromiseState } from "../promises/promise-state.js";
import { byValue } from "../snapshot/index.js";
import type { LiveExecution } from "./live-execution.js";

/** A task as it was given to `ctx.spawn`: a name, what runs, and its arguments. */
export type SpawnedTask = readonly [name: string, fn: (...args: never[]) => unknown, ...args: unknown[]];

/** A `ctx.spawn`, half-way. Stored with its promise. */
interface Spawn {
  readonly tasks: readonly SpawnedTask[];
  readonly concurrency: number;
  readonly settle: boolean;
  readonly results: unknown[];
  /** Index of the next task to start. */
  next: number;
  /** Promises of those that run, by index. */
  readonly running: Map<number, DurablePromise>;
  /** The first failure: nothing more is started, and the rest is cancelled and awaited. */
  failure?: { readonly error: unknown };
}

/** Starts tasks, at most `concurrency` at the same time. */
export function spawn(
  live: LiveExecution,
  tasks: readonly SpawnedTask[],
  { concurrency, settle }: { readonly concurrency: number; readonly settle: boolean },
): DurablePromise<unknown[]> {
  tasks.forEach(check);
  const state: Spawn = { tasks, concurrency, settle, results: [], next: 0, running: new Map() };
  const promise = durablePromise<unknown[]>(live, { kind: "spawn", spawn: state });
  fill(live, stateOf(promise)!, state);
  return promise;
}

/** One of the tasks has ended. */
export function taskEnded(live: LiveExecution, promise: PromiseState, index: number, ended: Outcome): void {
  const { spawn } = promise.source as { spawn: Spawn };
  spawn.running.delete(index);
  const outcome = isHelper(spawn.tasks[index]!) ? copied(ended) : ended;
  if (spawn.settle) {
    spawn.results[index] =
      "error" in outcome
        ? { status: "rejected", reason: outcome.error }
        : { status: "fulfilled", value: outcome.value };
  } else if ("value" in outcome) spawn.results[index] = outcome.value;
  else if (!spawn.failure) {
    spawn.failure = outcome;
    for (const running of spawn.running.values()) cancel(live, running);
  }
  fill(live, promise, spawn);
}

function fill(live: LiveExecution, promise: PromiseState, spawn: Spawn): void {
  const { tasks, running, concurrency } = spawn;
  while (!spawn.failure && spawn.next < tasks.length && running.size < concurrency) {
    const index = spawn.next++;
    const started = start(live, tasks[index]!);
    running.set(index, started);
    stateOf(started)!.react({ kind: "spawned", spawn: promise.promise, index });
  }
  if (running.size > 0) return;
  promise.settle(spawn.failure ?? { value: spawn.results });
}

/** A durable function becomes a child, a compiled helper a task, a `durable.task` or any other function an effect. */
function start(live: LiveExecution, [label, fn, ...args]: SpawnedTask): DurablePromise {
  if (DEFINITION in fn) return live.context.startFunction(fn, args, label);
  if (!machineOf(fn)) {
    const policy = stepPolicy("ctx.run", undefined, live.ports.operations);
    const effect = { kind: "effect", label, fn: fn as never, args: args.map(byValue), attempt: 1 } as const;
    return live.requests.askStep({ ...effect, ...(policy && { policy }) });
  }
  try {
    const copies = args.map(byValue);
    return live.enter(() => fn(...([live.context, ...copies] as never[]))) as DurablePromise;
  } catch (error) {
    const failed = durablePromise(live);
    stateOf(failed)!.reject(error);
    return failed;
  }
}

/** Children and effects have their results from the store. */
const isHelper = ([, fn]: SpawnedTask): boolean => !(DEFINITION in fn) && machineOf(fn) !== undefined;

function copied(outcome: Outcome): Outcome {
  if ("error" in outcome) return outcome;
  try {
    return { value: byValue(outcome.value) };
  } catch (error) {
    return { error };
  }
}

function cancel(live: LiveExecution, promise: DurablePromise): void {
  const source = stateOf(promise)?.source;
  const reason = "another task of ctx.spawn failed";
  if (source?.kind === "task") live.tasks.get(source.task)?.interrupt(new CancelledError("a task", reason));
  const operation = source?.kind === "operation" ? live.operations.get(source.n) : undefined;
  if (operation?.kind === "child")
    live.outgoing.messages.push({ to: operation.childId, kind: "cancel", payload: reason });
  else if (operation) live.ports.cancelStep(live, operation, new CancelledError(operation.label, reason));
}

function check(task: SpawnedTask, index: number): void {
  const [name, fn, ...args] = Array.isArray(task) ? (task as SpawnedTask) : ([] as unknown as SpawnedTask);
  const hint = 'Write `ctx.spawn([["name", fn, argument], ...])`.';
  const refuse = (problem: string): never => {
    throw new PerdureError(invalidArgument({ where: `ctx.spawn, task ${index}`, problem, hint }));
  };
  if (typeof name !== "string" || typeof fn !== "function")
    refuse(`${typeof name} for the name and ${typeof fn} for the function`);
  if (!(DEFINITION in fn) && !isHelper(task) && fn.length > args.length)
    refuse(`${args.length} arguments for "${name}", which takes ${fn.length}`);
}
