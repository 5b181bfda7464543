import * as t from "@babel/types";
import { call, id, member, object, property, statement, text } from "../ast/build.js";
import type { ClosureCode } from "../scopes/conversion.js";

/** `$perdure.closure({ id, hash, scopes, make })`: the code of a closure over the scopes that it is given. */
export function emitClosure(closure: ClosureCode, runtime: string): t.Statement {
  const { id: closureId, hash, scopes } = closure;
  const body = t.blockStatement([t.returnStatement(instance(closure))]);
  const make = t.functionExpression(null, scopes.map(id), body);
  const code = object([
    ["id", text(closureId)],
    ["hash", text(hash)],
    ["scopes", t.arrayExpression(scopes.map(text))],
    ["make", make],
  ]);
  return statement(call(member(id(runtime), "closure"), code));
}

/** The function itself, with the `name` that it has where it is written. */
function instance({ node, name }: ClosureCode): t.Expression {
  if (t.isObjectMethod(node)) {
    const holder = t.objectExpression([node]);
    return node.computed ? t.memberExpression(holder, t.cloneNode(node.key), true) : member(holder, name);
  }
  if (t.isFunctionDeclaration(node)) {
    const expression = t.functionExpression(node.id, node.params, node.body, node.generator, node.async);
    return Object.assign(expression, { loc: node.loc });
  }
  const expression = node as t.FunctionExpression | t.ArrowFunctionExpression;
  if (name === "" || (t.isFunctionExpression(expression) && expression.id)) return expression;
  return member(t.objectExpression([property(name, expression)]), name);
}
