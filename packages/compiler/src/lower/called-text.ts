import * as t from "@babel/types";

const INTERMEDIATE = "(intermediate value)";

/** How the language's own message names what is called: `o.f`, `g(...).x`, `o[(intermediate value)]`. */
export function calledText(node: t.Node): string {
  // What the scopes pass has moved or renamed still knows its own name.
  const known = node.loc?.identifierName;
  if (known && (t.isIdentifier(node) || t.isMemberExpression(node))) return known;
  if (isGenerated(node)) return INTERMEDIATE;
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
    case "RegExpLiteral":
      return `/${node.pattern}/${node.flags}`;
    case "TemplateLiteral":
      return node.expressions.length === 0 ? JSON.stringify(node.quasis[0]!.value.cooked) : INTERMEDIATE;
    case "MemberExpression":
    case "OptionalMemberExpression":
      return memberText(node);
    case "CallExpression":
    case "OptionalCallExpression":
      return `${calledText(node.callee)}(...)`;
    case "LogicalExpression":
    case "BinaryExpression":
      return `(${calledText(node.left)} ${node.operator} ${calledText(node.right)})`;
    case "UnaryExpression":
      return unaryText(node);
    case "UpdateExpression":
      return node.prefix
        ? `(${node.operator}${calledText(node.argument)})`
        : `(${calledText(node.argument)}${node.operator})`;
    case "AssignmentExpression":
      return calledText(node.left);
    case "ConditionalExpression":
      return INTERMEDIATE.repeat(3);
    case "SequenceExpression":
      return sequenceText(node);
    case "ObjectExpression":
      return `{${INTERMEDIATE.repeat(node.properties.length)}}`;
    case "ArrayExpression":
      return `[${node.elements.map((element) => (element ? calledText(element) : "")).join(",")}]`;
    case "SpreadElement":
      return `(...${calledText(node.argument)})`;
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
  if (t.isTemplateLiteral(property) && property.expressions.length === 0)
    return `${base}.${property.quasis[0]!.value.cooked}`;
  return `${base}[${calledText(property)}]`;
}

function unaryText({ operator, argument }: t.UnaryExpression): string {
  const gap = /\w/.test(operator) ? " " : "";
  return `(${operator}${gap}${calledText(argument)})`;
}

/** `(0, $scope_f.f)`, as closure conversion writes it for a captured function `f`, is just `f`. */
function sequenceText({ expressions }: t.SequenceExpression): string {
  const last = expressions.at(-1)!;
  const isOurs = expressions.length === 2 && !expressions[0]!.loc;
  if (isOurs && last.loc?.identifierName) return last.loc.identifierName;
  return `(${expressions.map(calledText).join(" , ")})`;
}

/** What stands in for an expression of the program: a variable of ours, or what one gives when it is called. */
export function isGenerated(node: t.Node): boolean {
  const callee = t.isCallExpression(node) ? node.callee : node;
  const root = t.isCallExpression(node) && t.isMemberExpression(callee) ? callee.object : callee;
  return t.isIdentifier(root) && root.name.startsWith("$") && !root.loc?.identifierName;
}

/** How the engine names what emitted code calls, where that is no more than names. */
export function emittedText(node: t.Node): string | null {
  if (t.isIdentifier(node)) return node.name;
  if (t.isThisExpression(node)) return "this";
  if (!t.isMemberExpression(node) || node.computed) return null;
  const base = emittedText(node.object);
  return base && `${base}.${(node.property as t.Identifier).name}`;
}
