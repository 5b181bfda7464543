import * as t from "@babel/types";
import { at, call, id, member, statement, text, undefinedValue } from "../ast/build.js";
import { replaceChildren, walk } from "../ast/walk.js";
import type { Symbols } from "../lower/lowering.js";

/**
 * `using` and `await using` as try statements over a list of resources that a snapshot can store:
 * `{ const $using1 = $perdure.resources(); try { ... } catch ($thrown) { ... } finally { ... } }`.
 */
export function replaceUsing(
  root: t.Node,
  { runtime, using, thrown }: Pick<Symbols, "runtime" | "using" | "thrown">,
): void {
  let blocks = 0;

  const visit = (node: t.Node): t.Node => {
    if (t.isForOfStatement(node)) openHead(node);
    const inner = t.isForStatement(node) && isUsing(node.init) ? wrapFor(node) : node;
    replaceChildren(inner, visit);
    if (t.isBlockStatement(inner) || t.isStaticBlock(inner)) replaceIn(inner);
    return inner;
  };

  /** `for (using x of xs) body` disposes of x at the end of each iteration. */
  function openHead(node: t.ForOfStatement): void {
    if (!isUsing(node.left)) return;
    const { kind, declarations } = node.left;
    const name = declarations[0]!.id as t.Identifier;
    const item = id(`${using}_${name.name}`);
    const resource = at(t.variableDeclaration(kind, [t.variableDeclarator(name, item)]), node.left);
    node.left = t.variableDeclaration("const", [t.variableDeclarator(t.cloneNode(item))]);
    node.body = t.blockStatement([resource, node.body]);
  }

  function wrapFor(node: t.ForStatement): t.BlockStatement {
    const init = node.init as t.VariableDeclaration;
    node.init = null;
    return t.blockStatement([init, node]);
  }

  function replaceIn(block: t.BlockStatement | t.StaticBlock): void {
    const declarations = block.body.filter(isUsing);
    if (declarations.length === 0) return;
    const list = `${using}${++blocks}`;
    const body = block.body.flatMap((part) => (isUsing(part) ? acquire(part, list) : [part]));
    const declared = t.variableDeclaration("const", [t.variableDeclarator(id(list), operation("resources"))]);
    const waiting = declarations.find(({ kind }) => kind === "await using");
    const finalizer = waiting ? disposeAwaiting(list, waiting) : [];
    finalizer.push(statement(operation("disposeResources", id(list))));
    block.body = [declared, guarded(body, list, finalizer)];
  }

  const operation = (name: string, ...args: t.Expression[]): t.CallExpression =>
    call(member(id(runtime), name), ...args);

  /** Errors are kept: a later one suppresses them. */
  function guarded(body: t.Statement[], list: string, finalizer?: t.Statement[]): t.TryStatement {
    const keep = statement(operation("resourceFailed", id(list), id(thrown)));
    const handler = t.catchClause(id(thrown), t.blockStatement([keep]));
    return t.tryStatement(t.blockStatement(body), handler, finalizer && t.blockStatement(finalizer));
  }

  /** `while ($perdure.nextResource($using)) try { await $perdure.invoke(...); } catch ($thrown) { ... }` */
  function disposeAwaiting(list: string, origin: t.Node): t.Statement[] {
    const part = (name: string): t.Expression => member(id(list), name);
    const invoked = operation(
      "invoke",
      part("method"),
      part("value"),
      t.arrayExpression([]),
      text("dispose"),
    );
    const { start = null, end = null } = origin;
    const waited = Object.assign(at(t.awaitExpression(at(invoked, origin)), origin), { start, end });
    return [t.whileStatement(operation("nextResource", id(list)), guarded([statement(waited)], list))];
  }

  function acquire(node: t.VariableDeclaration, list: string): t.Statement[] {
    const name = node.kind === "using" ? "useResource" : "useAsyncResource";
    return node.declarations.map((declarator) => {
      const { init } = declarator;
      declarator.init = at(operation(name, id(list), init ?? undefinedValue()), init);
      return at(t.variableDeclaration("const", [declarator]), node);
    });
  }

  if (holdsUsing(root)) visit(root);
}

export const isUsing = (node: t.Node | null | undefined): node is t.VariableDeclaration =>
  t.isVariableDeclaration(node) && (node.kind === "using" || node.kind === "await using");

export const holdsUsing = (root: t.Node): boolean => {
  let found = false;
  walk(root, (node) => void (found ||= isUsing(node)));
  return found;
};
