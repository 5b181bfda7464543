import * as t from "@babel/types";
import type { Converted } from "../scopes/conversion.js";
import type { Calls } from "./calls.js";
import type { Mention } from "./mentions.js";
import { isChild } from "./own-operations.js";
import { isTarget } from "./pushes.js";
import { ASSIGNS, targetsOf } from "./targets.js";

/** Who holds private values. */
export interface Holders {
  readonly calls: Calls;
  hasName(name: string): boolean;
  /** Whether a variable always holds the same array, which nothing else leads to. */
  isArray(name: string): boolean;
  isPrimitive(node: t.Node): boolean;
  has(node: t.Node | null | undefined, inner?: ReadonlySet<string>): boolean;
  /** The same of a part of something new, where a guard may see to it. */
  hasPart(node: t.Node, parent: t.Node, inner?: ReadonlySet<string>): boolean;
  /** Whether a guard may see to it that what somebody else gets is a primitive; `parent`: null at the top. */
  mayLeave(part: t.Node, parent: t.Node | null, mention: Mention): boolean;
}

/** Whether a private variable's value, where it is read, is only looked at, or goes to another private variable. */
export function isKept(mention: Mention, holders: Holders, input: { readonly machine: Converted }): boolean {
  const { node, path, name } = mention;
  const end = climb(node!, path, holders, holders.isArray(name));
  if (typeof end === "boolean") return end;
  if (!end.isLost && isKeptByPiece(mention, end, holders, input)) return true;
  return !end.isItself && holders.mayLeave(end.part, path[end.at] ?? null, mention);
}

/** Whether what a whole piece of code gives stays with the machine. */
function isKeptByPiece(
  { block, at }: Mention,
  { isItself }: End,
  holders: Holders,
  { machine }: { readonly machine: Converted },
): boolean {
  if (at < block.instructions.length) {
    const instruction = block.instructions[at]!;
    return instruction.kind === "assign"
      ? !isItself && holders.hasName(instruction.target)
      : instruction.kind === "evaluate";
  }
  const { terminator } = block;
  if (terminator.kind === "branch") return true;
  // A durable function gets copies.
  const { operation } = terminator.kind === "suspend" ? terminator : {};
  return operation?.kind === "call" && isChild(operation.callee, machine);
}

/** The same in a callback, from which a value may also be returned; `inner`: its names. */
export function isKeptInside(
  node: t.Node,
  path: readonly t.Node[],
  inner: ReadonlySet<string>,
  holders: Holders,
): boolean {
  const end = climb(node, path, holders, false, inner);
  return typeof end === "boolean" ? end : !end.isLost;
}

/** Where a value goes on: the whole piece of code gives it, or somebody else gets it. */
interface End {
  readonly isLost: boolean;
  /** The value itself, or the part of it that was read. */
  readonly part: t.Node;
  /** Where in the path the part's parent is. */
  readonly at: number;
  /** Not a part. */
  readonly isItself: boolean;
}

/**
 * From a value outwards: true where no more becomes of it, false where it may be changed. `isItself`: nothing else may
 * lead to the value, as it is an array that grows.
 */
function climb(
  from: t.Node,
  path: readonly t.Node[],
  holders: Holders,
  isItself: boolean,
  inner?: ReadonlySet<string>,
): boolean | End {
  const areKept = (left: t.Node): boolean =>
    !inner && (targetsOf(left)?.every((name) => holders.hasName(name)) ?? false);
  let node = from;
  let part = from;
  let partAt = path.length - 1;
  const end = (isLost: boolean): End => ({ isLost, part, at: partAt, isItself });
  for (let at = path.length - 1; at >= 0; at--) {
    const parent = path[at]!;
    switch (parent.type) {
      case "MemberExpression":
      case "OptionalMemberExpression": {
        if (parent.object !== node) return true;
        const outer = path[at - 1];
        if (outer && isTarget(parent, outer, path[at - 2])) return false;
        if (holders.calls.isLengthOfList(parent) || (!inner && holders.isPrimitive(parent))) return true;
        if (t.isTaggedTemplateExpression(outer)) return false;
        isItself = false;
        node = parent;
        if (isCallOf(outer, parent)) {
          if (!holders.calls.isLook(outer, inner)) return false;
          if (holders.calls.tells(outer)) return true;
          node = outer;
          at -= 1;
        }
        part = node;
        partAt = at - 1;
        continue;
      }
      case "CallExpression":
      case "OptionalCallExpression":
        if (parent.callee === node) return false;
        if (holders.calls.copies(parent)) return true;
        if (holders.calls.pushesLater(parent)) return !isItself;
        if (!holders.calls.givesPrivate(parent, inner)) return end(true);
        if (isItself && !holders.calls.iterates(parent) && !holders.calls.isOfPlatform(parent)) return false;
        if (holders.calls.tells(parent)) return true;
        isItself = false;
        break;
      case "ConditionalExpression":
        if (parent.test === node) return true;
        break;
      case "SequenceExpression":
        if (parent.expressions.at(-1) !== node) return true;
        break;
      case "LogicalExpression":
        break;
      case "SpreadElement":
        isItself = false;
        break;
      case "ArrayExpression":
      case "ObjectExpression":
        if (isItself) return false;
        break;
      case "ObjectProperty":
        if (t.isObjectPattern(path[at - 1])) return parent.key === node;
        if (parent.value !== node) return true;
        break;
      case "AssignmentPattern":
        return parent.right === node && !isItself && areKept(parent.left) ? true : end(true);
      case "UnaryExpression":
        return parent.operator !== "delete";
      case "BinaryExpression":
        return parent.operator !== "|>" && parent.operator !== "instanceof";
      case "TemplateLiteral":
        return !t.isTaggedTemplateExpression(path[at - 1]);
      case "AssignmentExpression":
        if (!ASSIGNS.has(parent.operator)) return true;
        if (isItself || !areKept(parent.left)) return end(true);
        break;
      case "VariableDeclarator":
        return !isItself && areKept(parent.id) ? true : end(true);
      case "ForOfStatement":
        return parent.right === node && !parent.await && areKept(parent.left);
      case "ForInStatement":
      case "ExpressionStatement":
      case "IfStatement":
      case "WhileStatement":
      case "DoWhileStatement":
      case "ForStatement":
      case "SwitchStatement":
      case "SwitchCase":
        return true;
      case "ReturnStatement":
        return end(!inner);
      default:
        return end(true);
    }
    node = parent;
  }
  return end(false);
}

const isCallOf = (
  outer: t.Node | undefined,
  callee: t.Node,
): outer is t.CallExpression | t.OptionalCallExpression =>
  (t.isCallExpression(outer) || t.isOptionalCallExpression(outer)) && outer.callee === callee;
