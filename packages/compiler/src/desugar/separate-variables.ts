import * as t from "@babel/types";
import { assign, at, id, statement } from "../ast/build.js";
import { boundIdentifiers } from "../ast/terms.js";
import { replaceChildren, walk } from "../ast/walk.js";

/**
 * A function's body becomes a block inside, so that closures in the parameters do not see what it declares. A `var`
 * whose name is mentioned in the parameters is a variable of its own there; with the name of a parameter it begins
 * with the parameter's value.
 */
export function separateVariables(
  body: t.BlockStatement,
  parameters: ReadonlySet<string>,
  mentioned: ReadonlySet<string>,
): void {
  const functions = new Set(
    body.body.flatMap((part) => (t.isFunctionDeclaration(part) ? [part.id!.name] : [])),
  );
  const own = redeclared(body, mentioned);
  const variables = [...own].filter((name) => !functions.has(name));
  const before = variables.filter((name) => parameters.has(name));
  const kept = (name: string): t.Identifier => id(`$var_${name}`);
  replaceDeclarations(body, own);
  const outside = before.map((name) => t.variableDeclarator(kept(name), id(name)));
  const inside = variables.map((name) =>
    t.variableDeclarator(id(name), parameters.has(name) ? kept(name) : null),
  );
  const block = t.blockStatement([
    ...(inside.length ? [t.variableDeclaration("let", inside)] : []),
    ...body.body,
  ]);
  body.body = [...(outside.length ? [t.variableDeclaration("const", outside)] : []), block];
}

/** Names in `var`s that the parameters mention, and those declared together with them. */
function redeclared(body: t.BlockStatement, mentioned: ReadonlySet<string>): Set<string> {
  const names = new Set<string>();
  walk(body, (node) => {
    if (t.isFunction(node) || t.isClass(node)) return false;
    if (!t.isVariableDeclaration(node, { kind: "var" })) return true;
    const declared = namesOf(node);
    if (declared.some((name) => mentioned.has(name))) declared.forEach((name) => names.add(name));
    return true;
  });
  return names;
}

const namesOf = (node: t.VariableDeclaration): string[] =>
  node.declarations.flatMap((declarator) => boundIdentifiers(declarator.id)).map(({ name }) => name);

/** `var x = 1` as `x = 1`, also in the heads of loops. */
function replaceDeclarations(body: t.BlockStatement, own: ReadonlySet<string>): void {
  const isOwn = (node: t.Node | null | undefined): node is t.VariableDeclaration =>
    t.isVariableDeclaration(node, { kind: "var" }) && namesOf(node).some((name) => own.has(name));
  const assignments = (node: t.VariableDeclaration): t.Expression[] =>
    node.declarations.flatMap((declarator) =>
      declarator.init ? [at(assign(declarator.id as t.LVal, declarator.init), declarator)] : [],
    );
  const visit = (node: t.Node): t.Node | t.Node[] => {
    if (t.isFunction(node) || t.isClass(node)) return node;
    if (t.isForStatement(node) && isOwn(node.init)) {
      const list = assignments(node.init);
      node.init = list.length > 1 ? t.sequenceExpression(list) : (list[0] ?? null);
    }
    if (t.isForXStatement(node) && isOwn(node.left)) node.left = node.left.declarations[0]!.id as t.LVal;
    if (isOwn(node)) return assignments(node).map((assignment) => statement(assignment));
    replaceChildren(node, visit);
    return node;
  };
  replaceChildren(body, visit);
}
