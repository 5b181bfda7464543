import type { MachineIr } from "../ir/ir.js";
import { printIr } from "../ir/print.js";
import type { Liveness } from "./liveness.js";

/** The machine with what each entry loads and each suspension stores. */
export function printLiveness(ir: MachineIr, { live, loads, stores }: Liveness): string {
  const list = (sets: ReadonlyMap<number, readonly string[]>, name: string): string[] =>
    [...sets].map(([block, names]) => `${name} b${block}: ${[...names].sort().join(" ")}`.trimEnd());
  return [printIr(ir), ...list(live, "live"), ...list(loads, "loads"), ...list(stores, "stores")].join("\n");
}
