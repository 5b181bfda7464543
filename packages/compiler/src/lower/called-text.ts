import * as t from "@babel/types";

const INTERMEDIATE = "(intermediate value)";

/** How the language's own message names what is called: `o.f`, `g(...).x`, `o[(intermediate value)]`. */
export function calledText(node: t.Node): string {
  // What the scopes pass has moved or renamed still knows its own name.
  const known = node.loc?.identifierName;
  if (known && (t.isIdentifier(node) || t.isMemberExpression(node))) return known;
  switch (node.type) {
    case "Identifier":
      return node.name;
    case "ThisExpression":
      return "this";
    case "NullLiteral":
      return "null";
    case "StringLiteral":
      return JSON.stringify(node.value);
    case "NumericLiteral":
    case "BooleanLiteral":
      return String(node.value);
    case "MemberExpression":
    case "OptionalMemberExpression":
      return memberText(node);
    case "CallExpression":
    case "OptionalCallExpression":
      return `${calledText(node.callee)}(...)`;
    case "LogicalExpression":
    case "BinaryExpression":
      return `(${calledText(node.left)} ${node.operator} ${calledText(node.right)})`;
    case "SequenceExpression":
      return sequenceText(node);
    default:
      return INTERMEDIATE;
  }
}

function memberText(node: t.MemberExpression | t.OptionalMemberExpression): string {
  const { object, property, computed } = node;
  const optional = t.isOptionalMemberExpression(node) && node.optional ? "?" : "";
  const base = calledText(object) + optional;
  if (t.isPrivateName(property)) return `${base}.#${property.id.name}`;
  if (!computed) return `${base}.${(property as t.Identifier).name}`;
  if (t.isStringLiteral(property)) return `${base}.${property.value}`;
  return `${base}[${calledText(property)}]`;
}

/** `(0, $scope_f.f)`, as closure conversion writes it for a captured function `f`, is just `f`. */
function sequenceText({ expressions }: t.SequenceExpression): string {
  const last = expressions.at(-1)!;
  if (expressions.length === 2 && last.loc?.identifierName) return last.loc.identifierName;
  return `(${expressions.map(calledText).join(" , ")})`;
}
