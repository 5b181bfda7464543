import * as t from "@babel/types";
import { boundIdentifiers } from "../ast/terms.js";
import { forEachChild } from "../ast/walk.js";
import { terminatorNodes } from "../ir/invariants.js";
import type { Instruction, Terminator } from "../ir/ir.js";

/** What a piece of code does to the machine's variables. */
export interface Usage {
  readonly reads: Set<string>;
  /** Perhaps written. */
  readonly writes: Set<string>;
  /** Surely written, if the code completes. */
  readonly kills: Set<string>;
}

const nothing = (): Usage => ({ reads: new Set(), writes: new Set(), kills: new Set() });

export function instructionUsage(instruction: Instruction, locals: ReadonlySet<string>): Usage {
  const usage = nothing();
  switch (instruction.kind) {
    case "assign":
      scan(instruction.value, usage, locals);
      kill(instruction.target, usage);
      break;
    case "evaluate":
      scan(instruction.value, usage, locals);
      killTargets(instruction.value, usage, locals);
      break;
    case "native":
      scan(instruction.statement, usage, locals);
      break;
    case "resume":
      if (instruction.target !== null) kill(instruction.target, usage);
      break;
  }
  return usage;
}

export function terminatorUsage(terminator: Terminator, locals: ReadonlySet<string>): Usage {
  const usage = nothing();
  for (const node of terminatorNodes(terminator)) scan(node, usage, locals);
  return usage;
}

function kill(name: string, usage: Usage): void {
  usage.writes.add(name);
  usage.kills.add(name);
}

/** `x = value` and `({ a, b } = value)`: every plain name in the target has been assigned at the end. */
function killTargets(node: t.Expression, usage: Usage, locals: ReadonlySet<string>): void {
  if (!t.isAssignmentExpression(node, { operator: "=" })) return;
  for (const { name } of boundIdentifiers(node.left)) if (locals.has(name)) kill(name, usage);
}

/** Machine variables have unique names, so that any identifier of that name is the variable. */
function scan(node: t.Node, usage: Usage, locals: ReadonlySet<string>): void {
  switch (node.type) {
    case "Identifier":
      if (locals.has(node.name)) usage.reads.add(node.name);
      return;
    case "JSXIdentifier":
      if (locals.has(node.name)) usage.reads.add(node.name);
      return;
    case "AssignmentExpression":
      if (node.operator !== "=") scan(node.left, usage, locals);
      scanTarget(node.left, usage, locals);
      return scan(node.right, usage, locals);
    case "UpdateExpression":
      scan(node.argument, usage, locals);
      return scanTarget(node.argument, usage, locals);
    case "ForOfStatement":
    case "ForInStatement":
      if (t.isVariableDeclaration(node.left)) scan(node.left, usage, locals);
      else scanTarget(node.left, usage, locals);
      scan(node.right, usage, locals);
      return scan(node.body, usage, locals);
    case "MemberExpression":
    case "OptionalMemberExpression":
      scan(node.object, usage, locals);
      if (node.computed) scan(node.property, usage, locals);
      return;
    case "ObjectProperty":
      if (node.computed) scan(node.key, usage, locals);
      return scan(node.value, usage, locals);
    case "LabeledStatement":
      return scan(node.body, usage, locals);
    case "BreakStatement":
    case "ContinueStatement":
      return;
    default:
      forEachChild(node, (child) => scan(child, usage, locals));
  }
}

function scanTarget(node: t.Node, usage: Usage, locals: ReadonlySet<string>): void {
  switch (node.type) {
    case "Identifier":
      if (locals.has(node.name)) usage.writes.add(node.name);
      return;
    case "AssignmentPattern":
      scanTarget(node.left, usage, locals);
      return scan(node.right, usage, locals);
    case "RestElement":
      return scanTarget(node.argument, usage, locals);
    case "ArrayPattern":
      for (const element of node.elements) if (element) scanTarget(element, usage, locals);
      return;
    case "ObjectPattern":
      for (const entry of node.properties) {
        if (t.isObjectProperty(entry) && entry.computed) scan(entry.key, usage, locals);
        scanTarget(t.isRestElement(entry) ? entry.argument : entry.value, usage, locals);
      }
      return;
    default:
      return scan(node, usage, locals);
  }
}
