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

export function instructionUsage(instruction: Instruction, usage: UsageOfCode): UsageOfCode {
  usage.begin();
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

export function terminatorUsage(terminator: Terminator, usage: UsageOfCode): UsageOfCode {
  usage.begin();
  for (const node of terminatorNodes(terminator)) usage.scan(node);
  return usage;
}

/** Reads one piece of code after the other. */
export class UsageOfCode implements Usage {
  reads: NameSet = 0;
  writes: NameSet = 0;
  kills: NameSet = 0;
  readonly #sets: NameSets;
  readonly #scan = (node: t.Node): void => this.scan(node);

  constructor(sets: NameSets) {
    this.#sets = sets;
  }

  begin(): void {
    this.reads = this.writes = this.kills = 0;
  }

  kill(name: string): void {
    const bit = this.#sets.bit(name);
    this.writes |= bit;
    this.kills |= bit;
  }

  /** `x = value` and `({ a, b } = value)`: every plain name in the target has been assigned at the end. */
  killTargets(node: t.Expression): void {
    if (node.type !== "AssignmentExpression" || node.operator !== "=") return;
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
