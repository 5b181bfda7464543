import { NEXT, THROW, type Frame, type Machine, type Resumption } from "../machine/abi.js";
import { drive } from "./drive.js";
import { newFrame } from "./frame.js";

/** Runs a machine as the plain async function that it was: nothing is stored, every await is a native one. */
export async function runInMemory(
  machine: Machine,
  self: unknown,
  args: readonly unknown[],
): Promise<unknown> {
  let frame: Frame = newFrame(machine, self, args, null);
  let how: Resumption = NEXT;
  let value: unknown;
  for (;;) {
    const stop = drive(frame, how, value);
    if (stop.kind === "await") {
      frame = stop.frame;
      [how, value] = await settle(stop.operand);
    } else {
      if (stop.how === THROW && !stop.frame) throw stop.value;
      if (!stop.frame) return stop.value;
      frame = stop.frame;
      [how, value] = stop.how === THROW ? [THROW, stop.value] : await settle(stop.value);
    }
  }
}

async function settle(operand: unknown): Promise<[Resumption, unknown]> {
  try {
    return [NEXT, await operand];
  } catch (error) {
    return [THROW, error];
  }
}
