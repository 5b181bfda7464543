import { ABI_VERSION, AWAIT, CALL, DONE, NEXT, THROW } from "../machine/abi.js";
import type { Checkpoint, Frame, Machine, Resumption, Signal } from "../machine/abi.js";
import { addMachine } from "../machine/compiled.js";
import { currentTurn } from "../machine/current-turn.js";
import { PerdureError } from "../errors/perdure-error.js";
import { methodUnknown } from "../generated/messages.js";
import { CREATED, DESTROY, type ObjectCall } from "../objects/object-call.js";
import type { ObjectMethod } from "../objects/object-methods.js";
import { decode, encode } from "../snapshot/index.js";
import { MAIN_TASK } from "./main-task.js";
import type { LiveExecution } from "./live-execution.js";

/** Its checkpoints: it waits for a call, for a method's end, for the time of the next attempt. */
const RECEIVE = 1;
const METHOD = 2;
const RETRY = 3;

const checkpoint = (key: string, live: readonly string[]): Checkpoint => ({
  key,
  kind: "await",
  line: 1,
  column: 1,
  source: key,
  live,
});

/** What stands between its checkpoints. */
interface Locals {
  args?: readonly unknown[] | undefined;
  instance: object;
  call?: ObjectCall | undefined;
  attempt?: number | undefined;
  /** The fields before the method, where a failure brings them back. */
  before?: string | undefined;
}

/**
 * The code of a durable object's execution: creates the instance, then takes one call after the other, for ever. A
 * method with a context is a frame above it; any other is called here, and runs to its end in memory.
 */
export const OBJECT_MACHINE: Machine = {
  abi: ABI_VERSION,
  id: "perdure#object",
  hash: "1",
  name: "object",
  file: "perdure",
  kind: "async",
  bind: (_ctx: unknown, ...args: readonly unknown[]) => ({ args }),
  step,
  checkpoints: {
    [RECEIVE]: checkpoint("receive", ["instance"]),
    [METHOD]: checkpoint("method", ["instance", "call", "attempt", "before"]),
    [RETRY]: checkpoint("retry", ["instance", "call", "attempt"]),
  },
};

/** Carries out one call while the object is busy with another one that waits for it. */
export const REENTRANT_MACHINE: Machine = {
  ...OBJECT_MACHINE,
  id: "perdure#object/reentrant",
  bind: (instance: object, call: ObjectCall) => ({ instance, call, attempt: 1 }),
  step: (frame: Frame, how: Resumption, value: unknown) =>
    frame.pc === 0 ? run(frame, live(), localsOf(frame)) : step(frame, how, value),
};

addMachine(OBJECT_MACHINE);
addMachine(REENTRANT_MACHINE);

const live = (): LiveExecution => currentTurn() as LiveExecution;
const localsOf = (frame: Frame): Locals => frame.locals as unknown as Locals;

/** The object itself, of an execution in memory. */
export function instanceOf({ tasks }: LiveExecution): object | undefined {
  let frame = tasks.get(MAIN_TASK)?.frame;
  while (frame?.up) frame = frame.up;
  return frame ? localsOf(frame).instance : undefined;
}

function step(frame: Frame, how: Resumption, value: unknown): Signal {
  const locals = localsOf(frame);
  return enter(frame, live(), locals, how, value);
}

function enter(frame: Frame, live: LiveExecution, locals: Locals, how: Resumption, value: unknown): Signal {
  switch (frame.pc) {
    case RECEIVE:
      if (how === THROW) throw value;
      return take(frame, live, locals, value as ObjectCall);
    case METHOD:
      return ended(frame, live, locals, how, value);
    case RETRY:
      return how === THROW ? answer(frame, live, locals, { error: value }) : run(frame, live, locals);
    default:
      locals.instance = live.ports.object!.create(locals.args!);
      locals.args = undefined;
      return receive(frame, live);
  }
}

function receive(frame: Frame, live: LiveExecution): Signal {
  if (frame.machine === REENTRANT_MACHINE) return DONE;
  const stopped = live.ports.object!.stoppedBy();
  if (stopped) throw stopped.error;
  frame.out = live.requests.ask({ kind: "receive", label: "" });
  frame.pc = RECEIVE;
  return AWAIT;
}

function take(frame: Frame, live: LiveExecution, locals: Locals, call: ObjectCall): Signal {
  locals.call = call;
  locals.attempt = 1;
  if (call.method === CREATED) return answer(frame, live, locals, { value: undefined });
  if (call.method !== DESTROY) return run(frame, live, locals);
  live.ports.object!.answer(live, call, { value: true });
  frame.out = undefined;
  return DONE;
}

function run(frame: Frame, live: LiveExecution, locals: Locals): Signal {
  const { className, method: find, refused } = live.ports.object!;
  const { method: name, args: text } = locals.call!;
  const refusal = refused(locals.call!);
  if (refusal) return answer(frame, live, locals, refusal);
  try {
    const method = find(name);
    if (!method) throw new PerdureError(methodUnknown({ class: className, method: name }));
    const args = decode(text) as readonly unknown[];
    locals.before = method.rollsBack ? encode(locals.instance, hooks(live)) : undefined;
    frame.pc = METHOD;
    if (method.takesContext) return push(frame, live, locals, method, args);
    // One that has come in line, through a coordinator: what it changes is dropped as everywhere.
    const self = method.isShared
      ? decode(encode(locals.instance, hooks(live)), hooks(live))
      : locals.instance;
    const result = method.fn.apply(self, [...args]);
    if (isThenable(result)) {
      frame.out = result;
      return AWAIT;
    }
    return ended(frame, live, locals, NEXT, result);
  } catch (error) {
    return ended(frame, live, locals, THROW, error);
  }
}

function push(
  frame: Frame,
  live: LiveExecution,
  { instance }: Locals,
  { fn }: ObjectMethod,
  args: readonly unknown[],
): Signal {
  frame.out = fn;
  frame.receiver = instance;
  frame.args = [live.context, ...args];
  return CALL;
}

function ended(frame: Frame, live: LiveExecution, locals: Locals, how: Resumption, value: unknown): Signal {
  const { before } = locals;
  locals.before = undefined;
  if (how !== THROW) return answer(frame, live, locals, { value });
  if (before !== undefined) putBack(locals.instance, decode(before, hooks(live)) as object);
  const { method: find, afterFailure, stoppedBy } = live.ports.object!;
  const method = find(locals.call!.method);
  const after = method && !stoppedBy() ? afterFailure(method, locals.attempt!, value) : { error: value };
  if ("error" in after) return answer(frame, live, locals, after);
  locals.attempt! += 1;
  frame.out = live.context.sleep(after.retryInMs);
  frame.pc = RETRY;
  return AWAIT;
}

function answer(
  frame: Frame,
  live: LiveExecution,
  locals: Locals,
  outcome: { readonly value: unknown } | { readonly error: unknown },
): Signal {
  const call = locals.call!;
  locals.call = locals.attempt = undefined;
  live.ports.object!.answer(live, call, outcome);
  return receive(frame, live);
}

/** The fields are as they were, in the same object. */
function putBack(instance: object, before: object): void {
  for (const key of Reflect.ownKeys(instance)) Reflect.deleteProperty(instance, key);
  Object.defineProperties(instance, Object.getOwnPropertyDescriptors(before));
}

const hooks = (live: LiveExecution) => ({
  home: live,
  toTag: (value: object) => live.context.tagOf(value),
  fromTag: (tag: string) => live.context.ofTag(tag),
});

/** Only what the language itself awaits. */
function isThenable(value: unknown): boolean {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  return isObject && typeof (value as { then?: unknown }).then === "function";
}
