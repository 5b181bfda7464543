import * as t from "@babel/types";
import { assign, at, call, id, member, statement } from "../ast/build.js";
import { replaceChildren } from "../ast/walk.js";

/** `enum E { A, B = 2 }` inside a function as `let E; (function (E) { ... })(E || (E = {}))`. */
export function replaceEnums(root: t.Node): void {
  const visit = (node: t.Node): t.Node | t.Node[] => {
    if (t.isTSEnumDeclaration(node)) return declare(node);
    replaceChildren(node, visit);
    return node;
  };
  visit(root);
}

function declare(node: t.TSEnumDeclaration): t.Statement[] {
  const { name } = node.id;
  const members = node.body?.members ?? node.members ?? [];
  const known = new Set<string>();
  let next: t.Expression | null = t.numericLiteral(0);
  const body = members.map((part) => {
    const key = t.isIdentifier(part.id) ? part.id.name : part.id.value;
    const value: t.Expression = part.initializer
      ? qualified(part.initializer, name, known)
      : (next ?? id("undefined"));
    known.add(key);
    next = isText(value) ? null : t.binaryExpression("+", member(id(name), key), t.numericLiteral(1));
    const property = member(id(name), key);
    if (isText(value)) return at(statement(assign(property, value)), part);
    const reverse = t.memberExpression(id(name), assign(property, value), true);
    return at(statement(assign(reverse, t.stringLiteral(key))), part);
  });
  const fill = t.functionExpression(null, [id(name)], t.blockStatement(body));
  const object = t.logicalExpression("||", id(name), assign(name, t.objectExpression([])));
  // The enum's own code stands where it is declared, so that the variable counts as declared from its start.
  const { start = null } = node;
  const declared = Object.assign(t.variableDeclarator(id(name)), { start, end: start });
  return [at(t.variableDeclaration("let", [declared]), node), at(statement(call(fill, object)), node)];
}

const isText = (node: t.Expression): boolean =>
  t.isStringLiteral(node) ||
  t.isTemplateLiteral(node) ||
  (t.isBinaryExpression(node, { operator: "+" }) &&
    (isText(node.left as t.Expression) || isText(node.right)));

/** Members are known by their plain names inside the enum. */
function qualified(node: t.Expression, name: string, known: ReadonlySet<string>): t.Expression {
  const visit = (part: t.Node): t.Node => {
    if (t.isIdentifier(part)) return known.has(part.name) ? member(id(name), part.name) : part;
    if (t.isMemberExpression(part) && !part.computed) {
      part.object = visit(part.object) as t.Expression;
      return part;
    }
    replaceChildren(part, visit);
    return part;
  };
  return visit(node) as t.Expression;
}
