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

export function instructionUsage(instruction: Instruction, sets: NameSets): Usage {
  const usage = new UsageOfCode(sets);
  switch (instruction.kind) {
    case "assign":
      usage.scan(instruction.value);
      usage.kill(instruction.target);
      break;
    case "evaluate":
      usage.scan(instruction.value);
      usage.killTargets(instruction.value);
      break;
    case "native":
      usage.scan(instruction.statement);
      break;
    case "resume":
      if (instruction.target !== null) usage.kill(instruction.target);
      break;
  }
  return usage;
}

export function terminatorUsage(terminator: Terminator, sets: NameSets): Usage {
  const usage = new UsageOfCode(sets);
  for (const node of terminatorNodes(terminator)) usage.scan(node);
  return usage;
}

class UsageOfCode implements Usage {
  reads: NameSet = 0;
  writes: NameSet = 0;
  kills: NameSet = 0;
  readonly #sets: NameSets;
  readonly #scan = (node: t.Node): void => this.scan(node);

  constructor(sets: NameSets) {
    this.#sets = sets;
  }

  kill(name: string): void {
    this.writes |= this.#sets.bit(name);
    this.kills |= this.#sets.bit(name);
  }

  /** `x = value` and `({ a, b } = value)`: every plain name in the target has been assigned at the end. */
  killTargets(node: t.Expression): void {
    if (!t.isAssignmentExpression(node, { operator: "=" })) return;
    for (const { name } of boundIdentifiers(node.left)) this.kill(name);
  }

  /** Machine variables have unique names, so that any identifier of that name is the variable. */
  scan(node: t.Node): void {
    switch (node.type) {
      case "Identifier":
      case "JSXIdentifier":
        this.reads |= this.#sets.bit(node.name);
        return;
      case "AssignmentExpression":
        if (node.operator !== "=") this.scan(node.left);
        this.#scanTarget(node.left);
        return this.scan(node.right);
      case "UpdateExpression":
        this.scan(node.argument);
        return this.#scanTarget(node.argument);
      case "ForOfStatement":
      case "ForInStatement":
        if (t.isVariableDeclaration(node.left)) this.scan(node.left);
        else this.#scanTarget(node.left);
        this.scan(node.right);
        return this.scan(node.body);
      case "MemberExpression":
      case "OptionalMemberExpression":
        this.scan(node.object);
        if (node.computed) this.scan(node.property);
        return;
      case "ObjectProperty":
        if (node.computed) this.scan(node.key);
        return this.scan(node.value);
      case "LabeledStatement":
        return this.scan(node.body);
      case "BreakStatement":
      case "ContinueStatement":
        return;
      default:
        forEachChild(node, this.#scan);
    }
  }

  #scanTarget(node: t.Node): void {
    switch (node.type) {
      case "Identifier":
        this.writes |= this.#sets.bit(node.name);
        return;
      case "AssignmentPattern":
        this.#scanTarget(node.left);
        return this.scan(node.right);
      case "RestElement":
        return this.#scanTarget(node.argument);
      case "ArrayPattern":
        for (const element of node.elements) if (element) this.#scanTarget(element);
        return;
      case "ObjectPattern":
        for (const entry of node.properties) {
          if (t.isObjectProperty(entry) && entry.computed) this.scan(entry.key);
          this.#scanTarget(t.isRestElement(entry) ? entry.argument : entry.value);
        }
        return;
      default:
        return this.scan(node);
    }
  }
}
