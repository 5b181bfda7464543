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
import { machineOf } from "../machine/compiled.js";
import { enter, isBusy, left, resumed } from "../machine/generator/async-body.js";
import { requestOf } from "../machine/generator/async-prototype.js";
import { ask } from "../machine/generator/requests.js";
import { currentTurn } from "./current-turn.js";
import { directCall } from "./direct-call.js";
import { newFrame } from "./frame.js";

/** Why driving stopped. */
export type Stop =
  /** `frame` waits for `operand`. */
  | { readonly kind: "await"; readonly frame: Frame; readonly operand: unknown }
  /** A machine ended; `frame` is its caller, null where the task ended. The caller goes on one tick later. */
  | {
      readonly kind: "leave";
      readonly frame: Frame | null;
      readonly how: Resumption;
      readonly value: unknown;
    };

/**
 * Runs one task from `start` until it waits or a machine ends. `await g(...)` of a compiled `g` pushes a frame
 * instead of recursing, so that JavaScript's stack stays flat; so does a turn's `await generator.next()` of a
 * compiled async generator. Any other callee is called here.
 */
export function drive(start: Frame, startHow: Resumption, startValue: unknown): Stop {
  let frame = start;
  let how = startHow;
  let value = startValue;
  for (;;) {
    if (frame.generator) {
      const resumption = resumed(frame.generator, how);
      if (resumption === undefined) return { kind: "await", frame, operand: value };
      how = resumption;
    }
    let signal: Signal;
    try {
      signal = frame.machine.step.call(frame.self, frame, how, value);
    } catch (error) {
      return leave(frame, THROW, error, true);
    }
    const { out, args, receiver } = frame;
    frame.out = frame.args = frame.receiver = undefined;
    if (signal === AWAIT) return { kind: "await", frame, operand: out };
    if (signal !== CALL) return leave(frame, NEXT, out, signal !== YIELD);
    try {
      const direct = machineOf(out) ? null : directCall(out, receiver, args ?? []);
      if (machineOf(direct ? direct.callee : out)?.kind === "async") {
        frame = direct
          ? newFrame(direct.callee as CompiledFunction, direct.receiver, direct.args, frame)
          : newFrame(out as CompiledFunction, receiver, args ?? [], frame);
        how = NEXT;
        value = undefined;
        continue;
      }
      const request = currentTurn() && requestOf(out, receiver);
      if (request === undefined) {
        return { kind: "await", frame, operand: Reflect.apply(out as () => unknown, receiver, args ?? []) };
      }
      const generator = receiver as object;
      how = request;
      value = args?.[0];
      if (isBusy(generator)) return { kind: "await", frame, operand: ask(generator, how, value) };
      const body = enter(generator, how, frame);
      if (!body) return afterEnd(frame, how, value);
      frame = body;
    } catch (error) {
      how = THROW;
      value = error;
    }
  }
}

function leave(frame: Frame, how: Resumption, value: unknown, ended: boolean): Stop {
  const { up, generator } = frame;
  if (!generator) return { kind: "leave", frame: up, how, value };
  return { kind: "leave", frame: up, how, value: left(generator, how, value, ended) };
}

/** What `caller` gets from an async generator that has ended. */
const afterEnd = (caller: Frame, how: Resumption, value: unknown): Stop =>
  how === THROW
    ? { kind: "leave", frame: caller, how, value }
    : { kind: "leave", frame: caller, how: NEXT, value: { value: undefined, done: true } };
