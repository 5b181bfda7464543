import * as t from "@babel/types";
import { isTarget } from "./pushes.js";

/** How an identifier is written where it stands. */
export interface Write {
  /** The values that it, or a part of one, may come from; null: none that is known. */
  readonly from: readonly t.Expression[] | null;
  /** The place in the path of the assignment whose value is the written one. */
  readonly at: number | null;
}

const PRIMITIVE: Write = { from: [], at: null };
const UNKNOWN: Write = { from: null, at: null };

/** Null where an identifier is no target. */
export function writeAt(node: t.Node, path: readonly t.Node[]): Write | null {
  const defaults: t.Expression[] = [];
  let target = node;
  for (let at = path.length - 1; at >= 0; at--) {
    const parent = path[at]!;
    switch (parent.type) {
      case "AssignmentPattern":
        if (parent.left !== target) return null;
        defaults.push(parent.right);
        break;
      case "ObjectProperty":
        if (!t.isObjectPattern(path[at - 1]) || parent.value !== target) return null;
        break;
      case "RestElement":
      case "ArrayPattern":
      case "ObjectPattern":
        break;
      case "AssignmentExpression":
        if (parent.left !== target) return null;
        return ASSIGNS.has(parent.operator) ? { from: [...defaults, parent.right], at } : PRIMITIVE;
      case "UpdateExpression":
        return PRIMITIVE;
      case "VariableDeclarator": {
        if (parent.id !== target) return null;
        const loop = path[at - 2];
        if (parent.init) return { from: [...defaults, parent.init], at: null };
        if (t.isForOfStatement(loop) && loop.left === path[at - 1])
          return { from: [...defaults, loop.right], at: null };
        return t.isForInStatement(loop) ? PRIMITIVE : UNKNOWN;
      }
      case "ForOfStatement":
        return parent.left === target ? { from: [...defaults, parent.right], at: null } : null;
      case "ForInStatement":
        return parent.left === target ? PRIMITIVE : null;
      case "CatchClause":
        return UNKNOWN;
      default:
        return isTarget(target, parent, path[at - 1]) ? UNKNOWN : null;
    }
    target = parent;
  }
  return null;
}

/** Operators that assign the right side as it is; the others calculate. */
export const ASSIGNS: ReadonlySet<string> = new Set(["=", "&&=", "||=", "??="]);

/** The variables that a pattern, or an identifier, gives values to; null where it may also give some to a member. */
export function targetsOf(left: t.Node): readonly string[] | null {
  switch (left.type) {
    case "Identifier":
      return [left.name];
    case "VariableDeclaration":
      return all(left.declarations.map(({ id }) => id));
    case "AssignmentPattern":
      return targetsOf(left.left);
    case "RestElement":
      return targetsOf(left.argument);
    case "ArrayPattern":
      return all(left.elements.filter((element) => element !== null));
    case "ObjectPattern":
      return all(left.properties.map((entry) => (t.isRestElement(entry) ? entry : entry.value)));
    default:
      return null;
  }
}

function all(parts: readonly t.Node[]): readonly string[] | null {
  const names: string[] = [];
  for (const part of parts) {
    const own = targetsOf(part);
    if (!own) return null;
    names.push(...own);
  }
  return names;
}
