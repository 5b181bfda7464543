import {
  MACHINE,
  type Arguments,
  type CompiledFunction,
  type Frame,
  type Locals,
  type Machine,
} from "../machine/abi.js";
import { afterScopes } from "../machine/after-scopes.js";
import { apply } from "../machine/apply.js";
import { closureRecord } from "../machine/closure-record.js";

/**
 * A fresh activation of a machine, or of the compiled function that was called; parameters are bound, and may
 * throw, here. A closure brings its scopes, an arrow its `this`.
 */
export function newFrame(
  callee: Machine | CompiledFunction,
  receiver: unknown,
  args: Arguments,
  up: Frame | null,
): Frame {
  if (typeof callee !== "function") return activate(callee, receiver, args, up);
  const machine = callee[MACHINE];
  const record = machine.isClosure ? closureRecord(callee) : undefined;
  if (!record) return activate(machine, receiver, args, up);
  return activate(machine, record.arrow ? record.self : receiver, afterScopes(record.scopes, args), up);
}

function activate(machine: Machine, receiver: unknown, args: Arguments, up: Frame | null): Frame {
  const self = machine.usesThis ? receiver : undefined;
  return frameOf(machine, self, apply(machine.bind, self, args) as Locals, up);
}

/** A frame with the given locals, entered at its start unless `pc` says otherwise. */
export function frameOf(machine: Machine, self: unknown, locals: Locals, up: Frame | null, pc = 0): Frame {
  return {
    machine,
    pc,
    locals,
    self,
    up,
    out: undefined,
    args: undefined,
    receiver: undefined,
    generator: undefined,
    proven: true,
  };
}
