import { print } from "../print/print.js";
import type { Block, Instruction, MachineIr, Operation, Terminator } from "./ir.js";

/** The machine as text: one stable form for tests, debugging and documentation. */
export function printIr(ir: MachineIr): string {
  const regions = [...ir.regions.values()].map(({ id, parent, handler, catches }) => {
    const names = catches.kind === "catch" ? (catches.error ?? "-") : `${catches.exit} ${catches.value}`;
    return `region ${id} in ${parent}: ${catches.kind} b${handler} (${names})`;
  });
  return [`locals ${[...ir.locals].join(" ")}`, ...regions, ...[...ir.blocks.values()].map(printBlock)].join(
    "\n",
  );
}

function printBlock(block: Block): string {
  const region = block.region ? ` region ${block.region}` : "";
  const lines = [...block.instructions.map(printInstruction), printTerminator(block.terminator)];
  return [
    `b${block.id} ${block.hint}${region}:`,
    ...lines.map((line) => `  ${line.replace(/\n/g, "\n  ")}`),
  ].join("\n");
}

function printInstruction(instruction: Instruction): string {
  switch (instruction.kind) {
    case "assign":
      return `${instruction.target} = ${print(instruction.value)}`;
    case "evaluate":
      return print(instruction.value);
    case "native": {
      const exits = instruction.exits.map(({ to }) => ` b${to}`).join("");
      return `native${exits && ` ->${exits}`}: ${print(instruction.statement)}`;
    }
    case "resume":
      return `resume ${instruction.target ?? "-"} at ${instruction.site.key}`;
  }
}

function printTerminator(terminator: Terminator): string {
  switch (terminator.kind) {
    case "jump":
      return `jump b${terminator.to}`;
    case "branch":
      return `branch ${print(terminator.test)} b${terminator.then} b${terminator.otherwise}`;
    case "suspend":
      return `${printOperation(terminator.operation)} resume b${terminator.resume}`;
    case "return":
      return `return ${terminator.value ? print(terminator.value) : "undefined"}`;
    case "throw":
      return `throw ${print(terminator.value)}`;
    case "unreachable":
      return "unreachable";
  }
}

function printOperation(operation: Operation): string {
  if (operation.kind !== "call") return `${operation.kind} ${print(operation.operand)}`;
  const { callee } = operation;
  const args = operation.args.map(print).join(", ");
  if (callee.kind === "method") return `call ${print(callee.member)}(${args})`;
  const receiver = callee.kind === "read" ? ` on ${print(callee.receiver)}` : "";
  return `call ${print(callee.value)}(${args})${receiver}`;
}
