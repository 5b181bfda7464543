import * as t from "@babel/types";
import type { Block, BlockId, MachineIr, Operation } from "../ir/ir.js";
import { Calls, type Closures } from "./calls.js";
import type { Mention } from "./mentions.js";
import { Guards, type Holder } from "./guards.js";
import { isOwnOperation } from "./own-operations.js";
import { isPrimitive, type PrimitiveNames } from "./primitive-values.js";
import { pushedLater, pushKeptBy } from "./pushes.js";
import { writeAt, type Write } from "./targets.js";
import { Webs } from "./webs.js";
import { isKept, type Holders } from "./uses.js";
import type { Converted } from "../scopes/conversion.js";

export interface PrivateInput {
  readonly ir: MachineIr;
  readonly machine: Converted;
  readonly closures: Closures;
  readonly runtime: string;
  /** The frame's name. */
  readonly frame: string;
  /** Without variables that others fill. */
  readonly mentions: ReadonlyMap<string, Mention[]>;
  readonly primitives: PrimitiveNames;
  /** Those that are made once, and may be pushed to. */
  readonly arrays: ReadonlySet<string>;
  /** Whether a checkpoint that stores one of the arrays may follow. */
  isStoredAfter(mention: Mention): boolean;
}

/**
 * The variables whose values nobody but the machine has: primitives, results of durable operations, literals of such,
 * and what these hold. The machine looks at them, and changes nothing but by `push` to one of the arrays. The greatest
 * set: whoever is asked about is in it at first, and leaves it if it gets something else, or gives something away.
 *
 * A look at a value runs code of nobody's where it is plain data: that is for the runtime to see.
 */
export class PrivateValues implements Holders {
  readonly calls: Calls;
  readonly #input: PrivateInput;
  readonly #webs: Webs;
  /** The arrays, and what gets something from them or gives them something: the others are of no interest. */
  #asked: Set<string> = new Set();
  readonly #refused = new Set<string>();
  /** The one that is being looked at. */
  #block: BlockId = 0;
  #guards: Guards | undefined;
  /** What each block that begins with a result has awaited. */
  readonly #awaited = new Map<BlockId, Operation>();

  constructor(input: PrivateInput) {
    this.#input = input;
    this.calls = new Calls(input, this);
    for (const { terminator } of input.ir.blocks.values()) {
      if (terminator.kind === "suspend") this.#awaited.set(terminator.resume, terminator.operation);
    }
    this.#webs = new Webs(input.mentions);
    for (let before = -1; before < this.#refused.size;) {
      before = this.#refused.size;
      this.#asked = new Set([...input.arrays].filter((name) => !this.#refused.has(name)));
      for (const name of this.#asked) if (!this.#isPrivate(name)) this.#refused.add(name);
    }
    this.#guards = new Guards(input);
    for (const name of this.#asked) this.#isPrivate(name);
  }

  hasName(name: string): boolean {
    const key = this.#webs.at(name, this.#block);
    if (this.#refused.has(key) || !this.#webs.mentions.has(key)) return false;
    this.#asked.add(key);
    return true;
  }

  /** Whether a variable that lives across blocks may lead to what the arrays lead to. */
  isRelated(name: string): boolean {
    return this.#asked.has(name);
  }

  isArray(name: string): boolean {
    return this.#input.arrays.has(name) && this.hasName(name);
  }

  /** Puts the guards into the code; the proof holds with them. */
  guard(): void {
    this.#guards!.place();
  }

  isPrimitive(node: t.Node): boolean {
    return isPrimitive(node, this.#input.primitives);
  }

  /** Whether nobody else has the value of an expression; `inner`: private names of a callback. */
  has(node: t.Node | null | undefined, inner?: ReadonlySet<string>): boolean {
    if (!node) return false;
    switch (node.type) {
      case "Identifier":
        if (inner) return inner.has(node.name);
        return node.name === "undefined" || this.hasName(node.name) || this.isPrimitive(node);
      case "ArrayExpression":
        return node.elements.every((element) => element !== null && this.hasPart(element, node, inner));
      case "SpreadElement":
        return this.has(node.argument, inner);
      case "ObjectExpression":
        return node.properties.every((entry) => {
          if (t.isSpreadElement(entry)) return this.has(entry.argument, inner);
          return (
            t.isObjectProperty(entry) && !setsPrototype(entry) && this.hasPart(entry.value, entry, inner)
          );
        });
      case "ConditionalExpression":
        return this.has(node.consequent, inner) && this.has(node.alternate, inner);
      case "LogicalExpression":
        return this.has(node.left, inner) && this.has(node.right, inner);
      case "MemberExpression":
      case "OptionalMemberExpression":
        if (!inner && this.isPrimitive(node)) return true;
        return this.has(node.object, inner) && !t.isIdentifier(node.property, { name: "push" });
      case "CallExpression":
      case "OptionalCallExpression":
        return this.calls.givesPrivate(node, inner);
      case "NewExpression":
        return t.isIdentifier(node.callee, { name: "Array" }) && node.arguments.length === 0;
      default:
        return this.isPrimitive(node);
    }
  }

  hasPart(node: t.Node, parent: t.Node, inner?: ReadonlySet<string>): boolean {
    if (t.isConditionalExpression(node))
      return this.hasPart(node.consequent, node, inner) && this.hasPart(node.alternate, node, inner);
    if (t.isLogicalExpression(node))
      return this.hasPart(node.left, node, inner) && this.hasPart(node.right, node, inner);
    return this.has(node, inner) || (!inner && this.#mayBePrimitive(node) && this.#guard(node, parent));
  }

  mayLeave(part: t.Node, parent: t.Node | null, mention: Mention): boolean {
    const { block, at } = mention;
    if (!this.#mayBePrimitive(part) || t.isSpreadElement(parent) || t.isNewExpression(parent)) return false;
    if (parent) return this.#guard(part, parent);
    const instruction = block.instructions[at];
    if (instruction) return "value" in instruction && this.#guard(part, instruction);
    const operation = block.terminator.kind === "suspend" ? block.terminator.operation : undefined;
    return operation?.kind === "call" && this.#guard(part, operation);
  }

  #isPrivate(name: string): boolean {
    return this.#webs.mentions.get(name)!.every((mention) => this.#allows(mention));
  }

  #guard(part: t.Node, holder: Holder): true {
    this.#guards?.add(part, holder);
    return true;
  }

  /** What may turn out to be a primitive, by its looks. */
  #mayBePrimitive(node: t.Node): boolean {
    if (t.isIdentifier(node)) return !this.#isWhole(node.name, new Set());
    if (t.isMemberExpression(node) || t.isOptionalMemberExpression(node)) return true;
    return t.isCallExpression(node) && this.calls.mayTell(node);
  }

  /** Whether a variable gets more than parts of what is private: an object for sure, or nearly so. */
  #isWhole(name: string, seen: Set<string>): boolean {
    const key = this.#webs.at(name, this.#block);
    if (seen.has(key)) return false;
    seen.add(key);
    const isWholeValue = (node: t.Node): boolean => {
      if (t.isIdentifier(node)) return this.#isWhole(node.name, seen);
      if (t.isConditionalExpression(node))
        return isWholeValue(node.consequent) || isWholeValue(node.alternate);
      if (t.isLogicalExpression(node)) return isWholeValue(node.left) || isWholeValue(node.right);
      if (t.isCallExpression(node) && this.calls.passes(node)) return isWholeValue(node.arguments[0]!);
      return t.isArrayExpression(node) || t.isObjectExpression(node) || t.isNewExpression(node);
    };
    return (this.#webs.mentions.get(key) ?? []).some(({ node, path, block, at }) => {
      if (node === null) {
        const instruction = block.instructions[at]!;
        return instruction.kind !== "assign" || isWholeValue(instruction.value);
      }
      const parent = path.at(-1);
      if (t.isRestElement(parent)) return writeAt(node, path) !== null;
      return t.isAssignmentExpression(parent) && parent.left === node && isWholeValue(parent.right);
    });
  }

  #allows(mention: Mention): boolean {
    const { node, block, at, path, name } = mention;
    this.#block = block.id;
    if (node === null) return this.#isGivenPrivate(block, at);
    const write = writeAt(node, path);
    if (write) return this.#isWrittenPrivate(mention, write);
    if (this.isPrimitive(node) || !this.#input.isStoredAfter(mention)) return true;
    return (this.isArray(name) && this.#isPushedTo(mention)) || isKept(mention, this, this.#input);
  }

  /** What an expression writes; its value may go elsewhere as well. */
  #isWrittenPrivate(mention: Mention, { from, at }: Write): boolean {
    if (!from?.every((value) => this.has(value))) return false;
    if (at === null) return true;
    const { path } = mention;
    return isKept({ ...mention, node: path[at]!, path: path.slice(0, at) }, this, this.#input);
  }

  /** What an instruction writes. */
  #isGivenPrivate(block: Block, at: number): boolean {
    const instruction = block.instructions[at]!;
    if (instruction.kind === "assign") return this.has(instruction.value);
    const operation = instruction.kind === "resume" ? this.#awaited.get(block.id) : undefined;
    return operation !== undefined && isOwnOperation(operation, this.#input.machine);
  }

  /** By a `push` that an await in its arguments has taken apart. */
  #isPushedTo(mention: Mention): boolean {
    const { runtime, mentions } = this.#input;
    const later = pushedLater(mention, runtime);
    const method = later?.method.name ?? pushKeptBy(mention);
    if (method === null || method === undefined || (later && !this.has(later.values))) return false;
    // The variable that keeps `out.push` serves this array only.
    const ofArray = mentions.get(mention.name)!;
    return (mentions.get(method) ?? []).every((use) =>
      use.node === null
        ? ofArray.some(
            (other) => other.block === use.block && other.at === use.at && pushKeptBy(other) === method,
          )
        : ofArray.some((other) => pushedLater(other, runtime)?.method === use.node),
    );
  }
}

/** `{ __proto__: value }` is no property. */
const setsPrototype = ({ key, computed, shorthand }: t.ObjectProperty): boolean =>
  !computed &&
  !shorthand &&
  (t.isIdentifier(key, { name: "__proto__" }) || t.isStringLiteral(key, { value: "__proto__" }));
