import {
  AWAIT,
  CALL,
  NEXT,
  THROW,
  YIELD,
  type CompiledFunction,
  type Frame,
  type Resumption,
  type Signal,
} from "../machine/abi.js";
import { callOn } from "../machine/apply.js";
import { machineOf } from "../machine/compiled.js";
import { said } from "../machine/said.js";
import { callAwaited } from "../machine/promises.js";
import { enter, isBusy, left, resumed } from "../generators/async-body.js";
import { requestOf } from "../generators/async-prototype.js";
import { answer, ask } from "../generators/requests.js";
import { traceCallers } from "./async-stack.js";
import { currentTurn } from "../machine/current-turn.js";
import { directCall } from "./direct-call.js";
import { newFrame } from "../frames/frame.js";

/** What is to happen where driving stops; gives what `drive` returns. */
export interface Stops<T> {
  /** `frame` waits for `operand`. */
  waits(frame: Frame, operand: unknown): T;
  /** A machine ended; `caller` is null where it was the outermost. The caller goes on one tick later. */
  left(caller: Frame | null, how: Resumption, value: unknown): T;
}

const NO_ARGUMENTS: readonly unknown[] = [];

/**
 * Runs `start` and what it calls until a frame waits or a machine ends. `await g(...)` of a compiled `g` pushes a
 * frame instead of recursing, so that JavaScript's stack stays flat; so does a turn's `await generator.next()` of a
 * compiled async generator. Any other callee is called here.
 */
export function drive<T>(start: Frame, startHow: Resumption, startValue: unknown, stops: Stops<T>): T {
  let frame = start;
  let how = startHow;
  let value = startValue;
  for (;;) {
    if (frame.generator) {
      const resumption = resumed(frame.generator, how);
      if (resumption === undefined) return stops.waits(frame, value);
      how = resumption;
    }
    let signal: Signal;
    try {
      signal = callOn(frame.machine.step, frame.self, frame, how, value) as Signal;
    } catch (error) {
      said(error);
      traceCallers(error, frame, how === THROW && error === value);
      return leave(stops, frame, THROW, error, true);
    }
    const { out } = frame;
    frame.out = undefined;
    if (signal === AWAIT) return stops.waits(frame, out);
    if (signal !== CALL) return leave(stops, frame, NEXT, out, signal !== YIELD);
    const { receiver, args = NO_ARGUMENTS } = frame;
    frame.args = frame.receiver = undefined;
    try {
      const pushed = frameFor(out, receiver, args, frame);
      if (pushed) {
        frame = pushed;
        how = NEXT;
        value = undefined;
        continue;
      }
      const request = currentTurn() && requestOf(out, receiver);
      if (request === undefined) {
        return stops.waits(frame, callAwaited(out, receiver, args));
      }
      const generator = receiver as object;
      how = request;
      value = args[0];
      if (isBusy(generator)) return stops.waits(frame, ask(generator, how, value));
      const body = enter(generator, how, frame);
      if (!body) return afterEnd(stops, frame, how, value);
      frame = body;
    } catch (error) {
      how = THROW;
      value = error;
    }
  }
}

/** The frame of a compiled async function that is called, also by way of `call` and `apply`; else null. */
function frameFor(callee: unknown, receiver: unknown, args: readonly unknown[], up: Frame): Frame | null {
  const machine = machineOf(callee);
  if (machine) {
    return machine.kind === "async" ? newFrame(callee as CompiledFunction, receiver, args, up) : null;
  }
  const direct = directCall(callee, receiver, args);
  if (!direct || machineOf(direct.callee)?.kind !== "async") return null;
  return newFrame(direct.callee as CompiledFunction, direct.receiver, direct.args, up);
}

function leave<T>(stops: Stops<T>, frame: Frame, how: Resumption, value: unknown, ended: boolean): T {
  const { up, generator } = frame;
  if (!generator) return stops.left(up, how, value);
  const stopped = stops.left(up, how, left(generator, how, value, ended));
  // A request that was not awaited where it was made came meanwhile.
  if (up) answer(generator);
  return stopped;
}

/** What `caller` gets from an async generator that has ended. */
const afterEnd = <T>(stops: Stops<T>, caller: Frame, how: Resumption, value: unknown): T =>
  how === THROW ? stops.left(caller, how, value) : stops.left(caller, NEXT, { value: undefined, done: true });
