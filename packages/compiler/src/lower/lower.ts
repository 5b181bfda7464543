import type { MachineIr } from "../ir/ir.js";
import type { Converted } from "../scopes/conversion.js";
import { Lowering, type Symbols } from "./lowering.js";
import { removeUnreachable } from "./remove-unreachable.js";
import { lowerStatements } from "./statements.js";
import { threadJumps } from "./thread-jumps.js";

/** AST without closures to basic blocks. */
export function lower(converted: Converted, symbols: Symbols): MachineIr {
  const lowering = new Lowering(converted, symbols);
  lowerStatements(lowering, converted.body);
  lowering.end({ kind: "return", value: null, origin: null });
  threadJumps(lowering.ir);
  removeUnreachable(lowering.ir);
  return lowering.ir;
}
