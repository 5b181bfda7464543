import type * as t from "@babel/types";

export const SEQUENCE = 0;
export const ASSIGNMENT = 1;
export const CONDITIONAL = 2;
export const UNARY = 16;
export const UPDATE = 17;
export const CALL = 18;
export const PRIMARY = 20;

const BINARY: Readonly<Record<string, number>> = {
  "??": 3,
  "||": 3,
  "&&": 4,
  "|": 5,
  "^": 6,
  "&": 7,
  "==": 8,
  "!=": 8,
  "===": 8,
  "!==": 8,
  "<": 9,
  ">": 9,
  "<=": 9,
  ">=": 9,
  in: 9,
  instanceof: 9,
  "<<": 10,
  ">>": 10,
  ">>>": 10,
  "+": 11,
  "-": 11,
  "*": 12,
  "/": 12,
  "%": 12,
  "**": 13,
};

export const binaryPrecedence = (operator: string): number => BINARY[operator]!;

/** How tightly an expression holds together: one below what its place demands is put in parentheses. */
export function precedenceOf(node: t.Node): number {
  switch (node.type) {
    case "SequenceExpression":
      return SEQUENCE;
    case "AssignmentExpression":
    case "ArrowFunctionExpression":
    case "YieldExpression":
      return ASSIGNMENT;
    case "ConditionalExpression":
      return CONDITIONAL;
    case "LogicalExpression":
    case "BinaryExpression":
      return BINARY[node.operator]!;
    case "UnaryExpression":
    case "AwaitExpression":
      return UNARY;
    case "UpdateExpression":
      return UPDATE;
    case "CallExpression":
    case "MemberExpression":
    case "NewExpression":
    case "OptionalCallExpression":
    case "OptionalMemberExpression":
    case "TaggedTemplateExpression":
      return CALL;
    default:
      return PRIMARY;
  }
}

/** What a statement, or the body of an arrow, must not begin with. */
export function beginsAmbiguously(node: t.Node): boolean {
  for (let at: t.Node = node; ;) {
    switch (at.type) {
      case "ObjectExpression":
      case "ObjectPattern":
      case "FunctionExpression":
      case "ClassExpression":
        return true;
      case "Identifier":
        return at.name === "let" || at.name === "async";
      case "SequenceExpression":
        at = at.expressions[0]!;
        break;
      case "AssignmentExpression":
      case "LogicalExpression":
      case "BinaryExpression":
        at = at.left;
        break;
      case "ConditionalExpression":
        at = at.test;
        break;
      case "CallExpression":
      case "OptionalCallExpression":
        at = at.callee;
        break;
      case "MemberExpression":
      case "OptionalMemberExpression":
        at = at.object;
        break;
      case "TaggedTemplateExpression":
        at = at.tag;
        break;
      case "UpdateExpression":
        if (at.prefix) return false;
        at = at.argument;
        break;
      default:
        return false;
    }
  }
}
