import type { Frame, Locals, Machine } from "../machine/abi.js";

/** A fresh activation of a machine; parameters are bound, and may throw, here. */
export function newFrame(
  machine: Machine,
  receiver: unknown,
  args: readonly unknown[],
  up: Frame | null,
): Frame {
  const self = machine.usesThis ? receiver : undefined;
  return frameOf(machine, self, machine.bind.apply(self, args as never[]), up);
}

/** A frame with the given locals, entered at its start unless `pc` says otherwise. */
export function frameOf(machine: Machine, self: unknown, locals: Locals, up: Frame | null, pc = 0): Frame {
  return { machine, pc, locals, self, up, out: undefined, args: undefined, receiver: undefined };
}
