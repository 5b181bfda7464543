import { AWAIT, CALL, NEXT, THROW, type Frame, type Resumption, type Signal } from "../machine/abi.js";
import { machineOf } from "../machine/compiled.js";
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
 * instead of recursing, so that JavaScript's stack stays flat; any other callee is called here.
 */
export function drive(start: Frame, startHow: Resumption, startValue: unknown): Stop {
  let frame = start;
  let how = startHow;
  let value = startValue;
  for (;;) {
    let signal: Signal;
    try {
      signal = frame.machine.step.call(frame.self, frame, how, value);
    } catch (error) {
      return { kind: "leave", frame: frame.up, how: THROW, value: error };
    }
    const { out, args, receiver } = frame;
    frame.out = frame.args = frame.receiver = undefined;
    if (signal === AWAIT) return { kind: "await", frame, operand: out };
    if (signal !== CALL) return { kind: "leave", frame: frame.up, how: NEXT, value: out };
    try {
      const machine = machineOf(out);
      if (!machine) {
        return { kind: "await", frame, operand: Reflect.apply(out as () => unknown, receiver, args ?? []) };
      }
      frame = newFrame(machine, receiver, args ?? [], frame);
      how = NEXT;
      value = undefined;
    } catch (error) {
      how = THROW;
      value = error;
    }
  }
}
