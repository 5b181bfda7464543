import * as t from "@babel/types";
import type { BlockId, MachineIr, Operation } from "../ir/ir.js";
import type { Converted } from "../scopes/conversion.js";
import { isOwnOperation } from "./own-operations.js";
import type { Mention } from "./mentions.js";
import { isPrimitive, type PrimitiveNames } from "./primitive-values.js";

/** Where an expression stands: the instruction of a block. */
type Place = Pick<Mention, "block" | "at">;

/** Tells which values nobody else holds: primitives, results of durable operations, literals of such. */
export class FreshValues {
  readonly #mentions: ReadonlyMap<string, readonly Mention[]>;
  readonly #primitives: PrimitiveNames;
  readonly #machine: Converted;
  /** What each block that begins with a result has awaited. */
  readonly #awaited = new Map<BlockId, Operation>();

  /** `mentions` leaves out the variables that others fill. */
  constructor(
    ir: MachineIr,
    machine: Converted,
    mentions: ReadonlyMap<string, readonly Mention[]>,
    primitives: PrimitiveNames,
  ) {
    this.#mentions = mentions;
    this.#primitives = primitives;
    this.#machine = machine;
    for (const { terminator } of ir.blocks.values()) {
      if (terminator.kind === "suspend") this.#awaited.set(terminator.resume, terminator.operation);
    }
  }

  /** Whether the value that an expression gives at its place is in nobody else's hands at the next checkpoint. */
  has(node: t.Node | null, place: Place): boolean {
    switch (node?.type) {
      case "ArrayExpression":
        return node.elements.every((element) => this.has(element, place));
      case "ObjectExpression":
        return node.properties.every(
          (entry) => t.isObjectProperty(entry) && !setsPrototype(entry) && this.has(entry.value, place),
        );
      case "ConditionalExpression":
        return this.has(node.consequent, place) && this.has(node.alternate, place);
      case "LogicalExpression":
        return this.has(node.left, place) && this.has(node.right, place);
      case "Identifier":
        return isPrimitive(node, this.#primitives) || this.#isHandedOver(node, place);
      default:
        return node !== null && node !== undefined && isPrimitive(node, this.#primitives);
    }
  }

  /**
   * A variable that got a fresh value earlier in the same block and gives it away here and nowhere else: elsewhere
   * it is at most compared. Each read of it comes after a write in its block, so that no checkpoint holds it.
   */
  #isHandedOver(node: t.Identifier, { block, at }: Place): boolean {
    const all = this.#mentions.get(node.name);
    if (!all) return false;
    const here = all.filter((mention) => mention.block === block);
    const isWritten = new Set<number>();
    for (const mention of all) {
      if (mention.node === null) isWritten.add(mention.block.id);
      else if (!isWritten.has(mention.block.id)) return false;
    }
    const write = here.findLast((mention) => mention.node === null && mention.at < at);
    if (!write) return false;
    const next = here.find((mention) => mention.node === null && mention.at >= at)?.at ?? Infinity;
    const reads = here.filter((mention) => mention.node && mention.at > write.at && mention.at <= next);
    const given = reads.filter((mention) => !isObserved(mention));
    if (given.length !== 1 || given[0]!.node !== node || given[0]!.path.some(repeats)) return false;
    const instruction = block.instructions[write.at]!;
    if (instruction.kind === "resume") return this.#isResult(block.id);
    return instruction.kind === "assign" && this.has(instruction.value, { block, at: write.at });
  }

  #isResult(block: BlockId): boolean {
    const operation = this.#awaited.get(block);
    return operation !== undefined && isOwnOperation(operation, this.#machine);
  }
}

/** `{ __proto__: value }` is no property. */
const setsPrototype = ({ key, computed, shorthand }: t.ObjectProperty): boolean =>
  !computed &&
  !shorthand &&
  (t.isIdentifier(key, { name: "__proto__" }) || t.isStringLiteral(key, { value: "__proto__" }));

/** A read that runs no code of the value's own and keeps nothing of it. */
function isObserved({ node, path, block, at }: Mention): boolean {
  const parent = path.at(-1);
  if (!parent) return at === block.instructions.length && block.terminator.kind === "branch";
  if (t.isUnaryExpression(parent)) return parent.operator === "typeof" || parent.operator === "!";
  if (t.isBinaryExpression(parent)) return parent.operator === "===" || parent.operator === "!==";
  return (t.isIfStatement(parent) || t.isConditionalExpression(parent)) && parent.test === node;
}

const repeats = (node: t.Node): boolean => t.isLoop(node) || t.isFunction(node) || t.isClass(node);
