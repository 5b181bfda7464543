import * as t from "@babel/types";
import { walk } from "../ast/walk.js";
import {
  nativeTargets,
  successors,
  type Block,
  type Instruction,
  type MachineIr,
  type Terminator,
} from "./ir.js";

/** Throws where a machine breaks a rule that later passes rely on. For tests, between passes. */
export function checkInvariants(ir: MachineIr): void {
  const fail = (block: Block | null, problem: string): never => {
    throw new Error(`Broken invariant${block ? ` in b${block.id} (${block.hint})` : ""}: ${problem}`);
  };
  if (!ir.blocks.has(ir.entry)) fail(null, "the entry is missing");
  for (const { id, parent, handler } of ir.regions.values()) {
    if (!ir.blocks.has(handler)) fail(null, `the handler of region ${id} is missing`);
    if (parent >= id) fail(null, `region ${id} lies in the later region ${parent}`);
    if (ir.blocks.get(handler)!.region !== parent)
      fail(null, `the handler of region ${id} is not in region ${parent}`);
  }
  const resumed = new Map<number, number>();
  const entered = new Set<number>();
  const keys = new Set<string>();
  for (const block of ir.blocks.values()) {
    if (block.region !== 0 && !ir.regions.has(block.region)) fail(block, `unknown region ${block.region}`);
    if (block.terminator.kind === "unreachable") fail(block, "it has no end");
    for (const to of [...successors(block.terminator), ...nativeTargets(block)]) {
      if (!ir.blocks.has(to)) fail(block, `unknown target b${to}`);
      if (block.terminator.kind !== "suspend") entered.add(to);
    }
    if (block.terminator.kind === "suspend") {
      const { resume, site } = block.terminator;
      if (keys.has(site.key)) fail(block, `there is another checkpoint "${site.key}"`);
      keys.add(site.key);
      resumed.set(resume, (resumed.get(resume) ?? 0) + 1);
      const target = ir.blocks.get(resume)!;
      if (target.region !== block.region) fail(block, "it resumes in another region");
      if (target.instructions[0]?.kind !== "resume") fail(block, "its target does not begin with resume");
    }
    block.instructions.forEach((instruction, index) => {
      if (instruction.kind === "resume" && index > 0) fail(block, "resume is not the first instruction");
      if (instruction.kind === "assign" && !ir.locals.has(instruction.target)) {
        fail(block, `${instruction.target} is not a variable of the machine`);
      }
    });
    for (const node of [...block.instructions.map(nodeOf), ...terminatorNodes(block.terminator)]) {
      if (node) checkCode(node, (problem) => fail(block, problem));
    }
  }
  for (const block of ir.blocks.values()) {
    const isResume = block.instructions[0]?.kind === "resume";
    if (isResume && (resumed.get(block.id) !== 1 || entered.has(block.id))) {
      fail(block, "it must be entered by exactly one suspension");
    }
  }
}

function checkCode(node: t.Node, fail: (problem: string) => void): void {
  walk(node, (child) => {
    if (t.isFunction(child) && !t.isObjectMethod(child, { kind: "set" }))
      fail("a function is left in the code");
    if (t.isAwaitExpression(child)) fail("an await is left in the code");
    return !t.isFunction(child);
  });
}

function nodeOf(instruction: Instruction): t.Node | null {
  switch (instruction.kind) {
    case "assign":
    case "evaluate":
      return instruction.value;
    case "native":
      return instruction.statement;
    case "resume":
      return null;
  }
}

/** The expressions that a terminator evaluates, in order. */
export function terminatorNodes(terminator: Terminator): t.Node[] {
  switch (terminator.kind) {
    case "branch":
      return [terminator.test];
    case "suspend": {
      const { operation } = terminator;
      if (operation.kind !== "call") return [operation.operand];
      const { callee } = operation;
      const first = callee.kind === "method" ? [callee.member] : [callee.value];
      return [...first, ...(callee.kind === "read" ? [callee.receiver] : []), ...operation.args];
    }
    case "return":
      return terminator.value ? [terminator.value] : [];
    case "throw":
      return [terminator.value];
    case "jump":
    case "unreachable":
      return [];
  }
}
