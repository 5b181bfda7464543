import * as t from "@babel/types";
import type { Site } from "../analyse/analysis.js";
import { isBuiltIn } from "../analyse/globals.js";
import { at, id } from "../ast/build.js";
import { forEachEvaluated } from "../ast/suspends.js";
import { sourceName } from "../ast/print.js";
import {
  nativeTargets,
  successors,
  type Block,
  type BlockId,
  type Instruction,
  type MachineIr,
  type RegionId,
  type Terminator,
} from "../ir/ir.js";
import type { ModuleBindingKind } from "../find/module.js";
import type { Converted } from "../scopes/conversion.js";
import type { Target } from "./targets.js";

/** The names that generated code uses for the frame, the state and the runtime. */
export interface Symbols {
  readonly runtime: string;
  readonly frame: string;
  readonly how: string;
  readonly value: string;
  readonly locals: string;
  readonly state: string;
  readonly region: string;
  readonly loop: string;
  readonly error: string;
  /** For all parameters at once, and for the resources of a block. */
  readonly args: string;
  readonly using: string;
  /** What a block with `using` has thrown; `error` is the catch of the machine itself. */
  readonly thrown: string;
  /** Whether the execution of a closure runs. */
  readonly turn: string;
  /** What the decorators of a class inside have left. */
  readonly decorated: string;
  /** The class of a durable method, inside its body. */
  readonly class: string;
}

const REFERENCES: ReadonlySet<string> = new Set(["privateRef", "privateRefOptional", "superRef"]);

/** A reference of the runtime's: made again rather than kept, since a snapshot cannot store it. */
const isReference = (node: t.Expression, runtime: string): node is t.CallExpression =>
  t.isCallExpression(node) &&
  t.isMemberExpression(node.callee) &&
  t.isIdentifier(node.callee.object, { name: runtime }) &&
  REFERENCES.has((node.callee.property as t.Identifier).name);

/** A compiler's variable in use: the how manieth of its role. */
interface Temp {
  readonly role: string;
  readonly count: number;
  readonly before: Temp | null;
}

/** The machine under construction: instructions go to the end of the current block. */
export class Lowering {
  readonly converted: Converted;
  readonly symbols: Symbols;
  readonly ir: MachineIr;
  /** The region and the jump targets of the code being lowered. */
  region: RegionId = 0;
  targets: Target | null = null;
  /** How many finally statements are around. */
  finallyDepth = 0;
  #current: Block;
  /** The statement that begins with the next instruction. */
  #starting: t.Statement | null = null;
  /** The variables in use, the last one first. */
  #inUse: Temp | null = null;
  readonly #temps = new Map<string, string>();
  readonly #tempNames = new Set<string>();

  constructor(converted: Converted, symbols: Symbols) {
    this.converted = converted;
    this.symbols = symbols;
    this.#current = {
      id: 0,
      hint: "entry",
      region: 0,
      instructions: [],
      terminator: { kind: "unreachable" },
    };
    this.ir = {
      entry: 0,
      blocks: new Map([[0, this.#current]]),
      regions: new Map(),
      locals: new Set([...converted.entry.map(([name]) => name), ...converted.vars]),
      results: new Set(),
    };
  }

  /** Whether a node suspends the machine, itself and not by a function inside it. */
  readonly awaits = (node: t.Node): boolean => {
    // Closure conversion takes awaits out of the heads of loops, and of labels around them.
    const mayHaveLost = t.isForStatement(node) || t.isLabeledStatement(node);
    if (!mayHaveLost && this.converted.analysis.suspending.has(node)) return true;
    let holds = false;
    if (mayHaveLost || node.start === undefined)
      forEachEvaluated(node, (part) => void (holds ||= this.awaits(part)));
    return holds;
  };

  /** A new block, not yet begun. */
  block(hint: string): BlockId {
    const id = this.ir.blocks.size;
    this.ir.blocks.set(id, {
      id,
      hint,
      region: this.region,
      instructions: [],
      terminator: { kind: "unreachable" },
    });
    return id;
  }

  /** Code that follows goes into this block, in the present region. */
  begin(block: BlockId): void {
    this.#current = this.ir.blocks.get(block)!;
    this.#current.region = this.region;
  }

  /** Whether anything leads to the code that would come next. */
  isReached(): boolean {
    const { id } = this.#current;
    if (id === this.ir.entry || this.#current.instructions.length > 0) return true;
    for (const block of this.ir.blocks.values()) {
      if (successors(block.terminator).includes(id) || nativeTargets(block).includes(id)) return true;
    }
    return false;
  }

  /** Code that follows is the statement's. */
  start(statement: t.Statement | null): void {
    this.#starting = statement;
  }

  #mark(first: Instruction | Terminator): void {
    const statement = this.#starting;
    const isWay =
      first.kind === "jump" && !t.isBreakStatement(statement) && !t.isContinueStatement(statement);
    if (!statement || isWay) return;
    first.start = statement;
    this.#starting = null;
  }

  emit(instruction: Instruction): void {
    this.#mark(instruction);
    this.#current.instructions.push(instruction);
  }

  assign(target: string, value: t.Expression): void {
    this.emit({ kind: "assign", target, value });
  }

  /** Ends the current block; what follows without `begin` cannot be reached. */
  end(terminator: Terminator): void {
    this.#mark(terminator);
    this.#current.terminator = terminator;
    this.begin(this.block("unreachable"));
  }

  jump(to: BlockId): void {
    this.end({ kind: "jump", to });
  }

  /** The name for a role of which there is one: the name itself unless the file uses it. */
  readonly names = (name: string): string => {
    const known = this.#temps.get(name) ?? this.converted.names.fresh(name);
    this.#temps.set(name, known);
    return known;
  };

  /** Declares a variable of the machine. */
  local(name: string): string {
    this.ir.locals.add(name);
    return name;
  }

  /** A compiler's variable named after its role; ordinals only among equals in one statement. */
  temp(role: string, kind: "operand" | "result" = "operand"): t.Identifier {
    const counted = `${kind} ${role}`;
    let before = this.#inUse;
    while (before && before.role !== counted) before = before.before;
    const count = (before?.count ?? 0) + 1;
    this.#inUse = { role: counted, count, before: this.#inUse };
    const key = `${counted} ${count}`;
    const name =
      this.#temps.get(key) ?? this.converted.names.fresh(count === 1 ? `$${role}` : `$${role}_${count}`);
    this.#temps.set(key, name);
    this.#tempNames.add(name);
    return id(this.local(name));
  }

  /** Temporaries made by `body` are free again after it. */
  scoped<T>(body: () => T): T {
    const before = this.#inUse;
    const result = body();
    this.#inUse = before;
    return result;
  }

  site(node: t.Node): Site {
    const site = this.converted.analysis.sites.get(node);
    if (!site) throw new Error("An await without a site reached the lowering.");
    return site;
  }

  /** Evaluates an expression now and keeps its value; what cannot change is left as it is. */
  spill(value: t.Expression, source: t.Node | string = value): t.Expression {
    if (this.isStable(value)) return value;
    if (isReference(value, this.symbols.runtime)) {
      const parts = (value.arguments as t.Expression[]).map((part) => this.spill(part));
      return at(t.callExpression(value.callee, parts), value);
    }
    const temp = this.temp(typeof source === "string" ? source : sourceName(source));
    this.assign(temp.name, value);
    return id(temp.name);
  }

  /** Whether evaluating an expression later gives the same value and has no effect. */
  isStable(node: t.Expression): boolean {
    switch (node.type) {
      case "StringLiteral":
      case "NumericLiteral":
      case "BooleanLiteral":
      case "NullLiteral":
      case "BigIntLiteral":
      case "RegExpLiteral":
      case "ThisExpression":
      case "MetaProperty":
        return true;
      case "UnaryExpression":
        return (node.operator === "-" || node.operator === "void") && t.isNumericLiteral(node.argument);
      case "Identifier": {
        const outside = this.outsideKind(node);
        if (outside === "global") return isBuiltIn(node, this.converted.analysis.module.bindings);
        if (outside) return outside !== "variable" && outside !== "import";
        return (
          node.name === "undefined" ||
          this.converted.constants.has(node.name) ||
          this.#tempNames.has(node.name)
        );
      }
      default:
        return false;
    }
  }

  /** What a name means that the function does not declare: null where it does. */
  outsideKind(node: t.Node): ModuleBindingKind | "global" | null {
    const { bindings, module } = this.converted.analysis;
    const use = bindings.references.get(node);
    if (!use || use.binding) return null;
    return module.bindings.get(use.name)?.kind ?? "global";
  }
}
