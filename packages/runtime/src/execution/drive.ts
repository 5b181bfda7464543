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
import { callOn, callWith } from "../machine/apply.js";
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

/** How a course goes on with the value that its driver is called with. */
export const SETTLED = -1;

/** One line of control, as it is driven. */
export interface Course {
  /** Innermost; where it goes on. */
  frame: Frame | null;
  /** How it goes on, and with what. The driver takes the value away. */
  how: Resumption | typeof SETTLED;
  value: unknown;
  /** Its frame waits for `operand`. */
  waits(operand: unknown): void;
  /** A machine ended; `caller` is null where it was the outermost. The caller goes on one tick later. */
  left(caller: Frame | null, how: Resumption, value: unknown): void;
}

/** Lets a course go on. */
export type Drive = (settled?: unknown) => void;

const NO_ARGUMENTS: readonly unknown[] = [];

/**
 * The function that runs a course until it waits or ends. `await g(...)` of a compiled `g` pushes a frame instead of
 * recursing, so that JavaScript's stack stays flat; so does a turn's `await generator.next()` of a compiled async
 * generator. Any other callee is called here.
 *
 * A function for each course, and all in one: what it awaits calls it at once, and an error's stack, which the engine
 * notes call by call, is short.
 */
export const newDriver = (course: Course): Drive =>
  // The name by which stacks are cut, see async-stack.ts.
  function drive(settled?: unknown): void {
    let frame = course.frame!;
    let { how, value } = course;
    if (how === SETTLED) {
      how = NEXT;
      value = settled;
    } else course.value = undefined;
    for (;;) {
      if (frame.generator) {
        const resumption = resumed(frame.generator, how);
        if (resumption === undefined) return waits(course, frame, value);
        how = resumption;
      }
      const { machine } = frame;
      const { step } = machine as { step: (frame: Frame, how: Resumption, value: unknown) => Signal };
      let signal: Signal;
      try {
        signal = machine.usesThis
          ? (callOn(step, frame.self, frame, how, value) as Signal)
          : step(frame, how, value);
      } catch (error) {
        said(error);
        traceCallers(error, frame, how === THROW && error === value);
        return leave(course, frame, THROW, error, true);
      }
      const { out } = frame;
      frame.out = undefined;
      if (signal === AWAIT) return waits(course, frame, out);
      if (signal !== CALL) return leave(course, frame, NEXT, out, signal !== YIELD);
      const { receiver, args = NO_ARGUMENTS } = frame;
      frame.args = frame.receiver = undefined;
      let operand: unknown;
      try {
        const pushed = frameFor(out, receiver, args, frame);
        if (pushed) {
          frame = pushed;
          how = NEXT;
          value = undefined;
          continue;
        }
        const request = receiver === undefined ? undefined : requestIn(out, receiver);
        if (request === undefined) operand = callForeign(out, receiver, args);
        else if (isBusy(receiver as object)) operand = ask(receiver as object, request, args[0]);
        else {
          how = request;
          value = args[0];
          const body = enter(receiver as object, how, frame);
          if (!body) return afterEnd(course, frame, how, value);
          frame = body;
          continue;
        }
      } catch (error) {
        how = THROW;
        value = error;
        continue;
      }
      return waits(course, frame, operand);
    }
  };

function waits(course: Course, frame: Frame, operand: unknown): void {
  if (course.frame !== frame) course.frame = frame;
  course.waits(operand);
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

/** What a turn asks of a compiled async generator. */
const requestIn = (callee: unknown, receiver: unknown): Resumption | undefined =>
  currentTurn() && requestOf(callee, receiver);

const callForeign = (callee: unknown, receiver: unknown, args: readonly unknown[]): unknown =>
  receiver === undefined ? callWith(callee, args) : callAwaited(callee, receiver, args);

function leave(course: Course, frame: Frame, how: Resumption, value: unknown, ended: boolean): void {
  const { up, generator } = frame;
  if (!generator) return course.left(up, how, value);
  course.left(up, how, left(generator, how, value, ended));
  // A request that was not awaited where it was made came meanwhile.
  if (up) answer(generator);
}

/** What `caller` gets from an async generator that has ended. */
const afterEnd = (course: Course, caller: Frame, how: Resumption, value: unknown): void =>
  how === THROW
    ? course.left(caller, how, value)
    : course.left(caller, NEXT, { value: undefined, done: true });
