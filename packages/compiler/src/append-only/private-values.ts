import * as t from "@babel/types";
import type { Block, BlockId, MachineIr, Operation } from "../ir/ir.js";
import { Calls, type Closures } from "./calls.js";
import type { Mention } from "./mentions.js";
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
  /** Without variables that others fill. */
  readonly mentions: ReadonlyMap<string, readonly Mention[]>;
  readonly primitives: PrimitiveNames;
  /** Those that are made once, and may be pushed to. */
  readonly arrays: ReadonlySet<string>;
  /** Whether a checkpoint that stores one of the arrays may follow. */
  isStoredAfter(mention: Mention): boolean;
}

/**
 * The variables whose values nobody but the machine has: primitives, results of durable operations, literals of such,
 * and what these hold. The machine looks at them, and changes nothing but by `push` to one of the arrays. The greatest
 * set: all are in it at first, and those leave it that get something else, or give something away.
 *
 * A look at a value runs code of nobody's where it is plain data: that is for the runtime to see.
 */
export class PrivateValues implements Holders {
  readonly calls: Calls;
  readonly #input: PrivateInput;
  readonly #webs: Webs;
  readonly #names: Set<string>;
  /** The one that is being looked at. */
  #block: BlockId = 0;
  /** What each block that begins with a result has awaited. */
  readonly #awaited = new Map<BlockId, Operation>();

  constructor(input: PrivateInput) {
    this.#input = input;
    this.calls = new Calls(input, this);
    for (const { terminator } of input.ir.blocks.values()) {
      if (terminator.kind === "suspend") this.#awaited.set(terminator.resume, terminator.operation);
    }
    this.#webs = new Webs(input.mentions);
    this.#names = new Set(this.#webs.mentions.keys());
    for (let before = Infinity; this.#names.size < before;) {
      before = this.#names.size;
      for (const name of this.#names) {
        if (!this.#webs.mentions.get(name)!.every((mention) => this.#allows(mention)))
          this.#names.delete(name);
      }
    }
  }

  hasName(name: string): boolean {
    return this.#names.has(this.#webs.at(name, this.#block));
  }

  isArray(name: string): boolean {
    return this.#input.arrays.has(name) && this.#names.has(name);
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
        return node.elements.every((element) => element !== null && this.has(element, inner));
      case "SpreadElement":
        return this.has(node.argument, inner);
      case "ObjectExpression":
        return node.properties.every((entry) => {
          if (t.isSpreadElement(entry)) return this.has(entry.argument, inner);
          return t.isObjectProperty(entry) && !setsPrototype(entry) && this.has(entry.value, inner);
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

  #allows(mention: Mention): boolean {
    const { node, block, at, path, name } = mention;
    this.#block = block.id;
    if (node === null) return this.#isGivenPrivate(block, at);
    const write = writeAt(node, path);
    if (write) return this.#isWrittenPrivate(mention, write);
    const isPushed = this.isArray(name) && this.#isPushedTo(mention);
    return isPushed || isKept(mention, this, this.#input) || !this.#input.isStoredAfter(mention);
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
