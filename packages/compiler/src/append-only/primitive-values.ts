import * as t from "@babel/types";
import type { Mention } from "./mentions.js";
import { isTarget } from "./pushes.js";

/** What the variables of a machine hold at most. */
export interface PrimitiveNames {
  /** Whether a variable only ever holds primitives. */
  has(name: string): boolean;
  /** Whether it only ever holds arrays, whose length is a number. */
  hasArrays(name: string): boolean;
}

/** Whether the syntax of an expression says that it gives a primitive. */
export function isPrimitive(node: t.Node, names: PrimitiveNames): boolean {
  switch (node.type) {
    case "StringLiteral":
    case "NumericLiteral":
    case "BooleanLiteral":
    case "NullLiteral":
    case "BigIntLiteral":
    case "TemplateLiteral":
    case "UnaryExpression":
    case "UpdateExpression":
      return true;
    case "BinaryExpression":
      return node.operator !== "|>";
    case "ConditionalExpression":
      return isPrimitive(node.consequent, names) && isPrimitive(node.alternate, names);
    case "LogicalExpression":
      return isPrimitive(node.left, names) && isPrimitive(node.right, names);
    case "Identifier":
      return names.has(node.name);
    case "MemberExpression":
      return (
        !node.computed &&
        t.isIdentifier(node.property, { name: "length" }) &&
        t.isIdentifier(node.object) &&
        names.hasArrays(node.object.name)
      );
    default:
      return false;
  }
}

/** Looks at everything that is ever written to a variable. */
export function primitiveNames(mentions: ReadonlyMap<string, readonly Mention[]>): PrimitiveNames {
  const known = new Map<string, boolean>();
  const every = (name: string, keeps: (mention: Mention) => boolean): boolean =>
    mentions.get(name)?.every(keeps) ?? false;
  const names: PrimitiveNames = {
    has(name) {
      const before = known.get(name);
      if (before !== undefined) return before;
      known.set(name, false);
      const answer = every(name, (mention) => keepsPrimitive(mention, names));
      known.set(name, answer);
      return answer;
    },
    hasArrays: (name) => every(name, keepsArray),
  };
  return names;
}

function keepsPrimitive(mention: Mention, names: PrimitiveNames): boolean {
  const { node, path } = mention;
  const assigned = assignedAt(mention);
  if (node === null) return assigned !== null && isPrimitive(assigned, names);
  const parent = path.at(-1);
  if (!parent || !isTarget(node, parent, path.at(-2)) || t.isUpdateExpression(parent)) return true;
  if (!t.isAssignmentExpression(parent)) return false;
  return !ASSIGNS.has(parent.operator) || isPrimitive(parent.right, names);
}

function keepsArray(mention: Mention): boolean {
  const { node, path } = mention;
  if (node === null) return t.isArrayExpression(assignedAt(mention));
  const parent = path.at(-1);
  return !parent || !isTarget(node, parent, path.at(-2));
}

/** What an `assign` writes. */
function assignedAt({ block, at }: Mention): t.Expression | null {
  const instruction = block.instructions[at];
  return instruction?.kind === "assign" ? instruction.value : null;
}

/** Operators that assign the right side as it is; the others calculate. */
const ASSIGNS: ReadonlySet<string> = new Set(["=", "&&=", "||=", "??="]);
