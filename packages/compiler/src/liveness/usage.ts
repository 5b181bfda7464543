import * as t from "@babel/types";
import { boundIdentifiers } from "../ast/terms.js";
import { forEachChild } from "../ast/walk.js";
import { terminatorNodes } from "../ir/invariants.js";
import type { Instruction, Terminator } from "../ir/ir.js";
import type { NameSet, NameSets } from "./name-set.js";

/** What a piece of code does to the machine's variables. */
export interface Usage {
  reads: NameSet;
  /** Perhaps written. */
  writes: NameSet;
  /** Surely written, if the code completes. */
  kills: NameSet;
}

const nothing = (): Usage => ({ reads: 0, writes: 0, kills: 0 });

export function instructionUsage(instruction: Instruction, sets: NameSets): Usage {
  const usage = nothing();
  switch (instruction.kind) {
    case "assign":
      scan(instruction.value, usage, sets);
      kill(instruction.target, usage, sets);
      break;
    case "evaluate":
      scan(instruction.value, usage, sets);
      killTargets(instruction.value, usage, sets);
      break;
    case "native":
      scan(instruction.statement, usage, sets);
      break;
    case "resume":
      if (instruction.target !== null) kill(instruction.target, usage, sets);
      break;
  }
  return usage;
}

export function terminatorUsage(terminator: Terminator, sets: NameSets): Usage {
  const usage = nothing();
  for (const node of terminatorNodes(terminator)) scan(node, usage, sets);
  return usage;
}

function kill(name: string, usage: Usage, sets: NameSets): void {
  usage.writes |= sets.bit(name);
  usage.kills |= sets.bit(name);
}

/** `x = value` and `({ a, b } = value)`: every plain name in the target has been assigned at the end. */
function killTargets(node: t.Expression, usage: Usage, sets: NameSets): void {
  if (!t.isAssignmentExpression(node, { operator: "=" })) return;
  for (const { name } of boundIdentifiers(node.left)) kill(name, usage, sets);
}

/** Machine variables have unique names, so that any identifier of that name is the variable. */
function scan(node: t.Node, usage: Usage, sets: NameSets): void {
  switch (node.type) {
    case "Identifier":
    case "JSXIdentifier":
      usage.reads |= sets.bit(node.name);
      return;
    case "AssignmentExpression":
      if (node.operator !== "=") scan(node.left, usage, sets);
      scanTarget(node.left, usage, sets);
      return scan(node.right, usage, sets);
    case "UpdateExpression":
      scan(node.argument, usage, sets);
      return scanTarget(node.argument, usage, sets);
    case "ForOfStatement":
    case "ForInStatement":
      if (t.isVariableDeclaration(node.left)) scan(node.left, usage, sets);
      else scanTarget(node.left, usage, sets);
      scan(node.right, usage, sets);
      return scan(node.body, usage, sets);
    case "MemberExpression":
    case "OptionalMemberExpression":
      scan(node.object, usage, sets);
      if (node.computed) scan(node.property, usage, sets);
      return;
    case "ObjectProperty":
      if (node.computed) scan(node.key, usage, sets);
      return scan(node.value, usage, sets);
    case "LabeledStatement":
      return scan(node.body, usage, sets);
    case "BreakStatement":
    case "ContinueStatement":
      return;
    default:
      forEachChild(node, (child) => scan(child, usage, sets));
  }
}

function scanTarget(node: t.Node, usage: Usage, sets: NameSets): void {
  switch (node.type) {
    case "Identifier":
      usage.writes |= sets.bit(node.name);
      return;
    case "AssignmentPattern":
      scanTarget(node.left, usage, sets);
      return scan(node.right, usage, sets);
    case "RestElement":
      return scanTarget(node.argument, usage, sets);
    case "ArrayPattern":
      for (const element of node.elements) if (element) scanTarget(element, usage, sets);
      return;
    case "ObjectPattern":
      for (const entry of node.properties) {
        if (t.isObjectProperty(entry) && entry.computed) scan(entry.key, usage, sets);
        scanTarget(t.isRestElement(entry) ? entry.argument : entry.value, usage, sets);
      }
      return;
    default:
      return scan(node, usage, sets);
  }
}
