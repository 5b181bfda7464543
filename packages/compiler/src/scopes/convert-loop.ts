import * as t from "@babel/types";
import type { Scope } from "../analyse/bindings.js";
import { assign, at, id, member, property } from "../ast/build.js";
import { walk } from "../ast/walk.js";
import { openScope } from "./convert-block.js";
import {
  bindingsOf,
  capturesAny,
  convertDeclaration,
  declarationAsExpression,
  isMachineVar,
} from "./convert-declaration.js";
import { convertTarget } from "./convert-pattern.js";
import { convertExpression, convertStatement, type Conversion } from "./conversion.js";

/** `for (init; test; update)`: a captured variable's scope object is copied before each update, as the language says. */
export function convertFor(node: t.ForStatement, conversion: Conversion): t.Node {
  const { init } = node;
  const scope = conversion.bindings.scopes.get(node)!;
  const captured = t.isVariableDeclaration(init) && conversion.storages.scopeVariable(scope) !== undefined;
  const copiesInit = captured && holdsFunction(init);
  const before = captured
    ? [...openScope(scope, conversion, "let"), ...convertDeclaration(init, conversion)]
    : [];
  if (captured) {
    if (copiesInit) before.push(t.expressionStatement(copyScope(scope, conversion)));
    node.init = null;
  } else if (t.isVariableDeclaration(init)) {
    node.init = convertHead(init, conversion);
  } else if (init) node.init = convertExpression(init, conversion);
  if (node.test) node.test = convertExpression(node.test, conversion);
  if (node.update) node.update = convertExpression(node.update, conversion);
  if (captured && init.kind === "let") {
    const copy = copyScope(scope, conversion);
    node.update = node.update ? t.sequenceExpression([copy, node.update]) : copy;
  }
  node.body = asBlock(node.body, [], conversion);
  return captured ? wrap([...before, node], conversion) : node;
}

function convertHead(
  init: t.VariableDeclaration,
  conversion: Conversion,
): t.VariableDeclaration | t.Expression | null {
  if (isMachineVar(init, bindingsOf(init.declarations[0]!.id, conversion))) {
    return declarationAsExpression(init, conversion);
  }
  if (init.kind === "var" && init.declarations.some(({ id: pattern }) => capturesAny(pattern, conversion))) {
    return declarationAsExpression(init, conversion);
  }
  for (const declarator of init.declarations) {
    if (declarator.init) declarator.init = convertExpression(declarator.init, conversion);
    declarator.id = convertTarget(declarator.id, conversion) as typeof declarator.id;
  }
  return init;
}

/** `$scope_i = { i: $scope_i.i }` */
function copyScope(scope: Scope, { storages }: Conversion): t.AssignmentExpression {
  const name = storages.scopeVariable(scope)!;
  const stored = [...scope.bindings.values()].map((binding) => storages.of(binding));
  const captured = stored.filter(({ kind }) => kind === "scope");
  const entries = captured.map((storage) => property(storage.name, member(id(name), storage.name)));
  return assign(name, t.objectExpression(entries));
}

const holdsFunction = (node: t.Node): boolean => {
  let found = false;
  walk(node, (child) => void (found ||= t.isFunction(child)));
  return found;
};

/** `for (head of right)` and `for (head in right)`: captured names get a fresh scope object in each iteration. */
export function convertForEach(node: t.ForOfStatement | t.ForInStatement, conversion: Conversion): t.Node {
  const { left } = node;
  const scope = conversion.bindings.scopes.get(node)!;
  const early = holdsFunction(node.right) ? openScope(scope, conversion, "let") : [];
  conversion.usedAtOnce.add(node.right);
  node.right = convertExpression(node.right, conversion);
  const entry: t.Statement[] = [];
  if (t.isVariableDeclaration(left)) {
    const declarator = left.declarations[0]!;
    if (isMachineVar(left, bindingsOf(declarator.id, conversion)))
      node.left = convertTarget(declarator.id, conversion) as t.LVal;
    else if (capturesAny(declarator.id, conversion)) {
      const hint = bindingsOf(declarator.id, conversion)
        .map(({ name }) => name)
        .join("_");
      const item = conversion.names.fresh(`$item_${hint.slice(0, 40)}`);
      const inner = at(
        t.variableDeclaration(left.kind, [t.variableDeclarator(declarator.id, id(item))]),
        left,
      );
      entry.push(...openScope(scope, conversion), ...convertDeclaration(inner, conversion));
      node.left = t.variableDeclaration("const", [t.variableDeclarator(id(item))]);
    } else declarator.id = convertTarget(declarator.id, conversion) as typeof declarator.id;
  } else node.left = convertTarget(left, conversion) as typeof left;
  node.body = asBlock(node.body, entry, conversion);
  return early.length ? wrap([...early, node], conversion) : node;
}

/** A loop's body as a block that begins with `entry`. */
function asBlock(body: t.Statement, entry: readonly t.Statement[], conversion: Conversion): t.Statement {
  const converted = convertStatement(body, conversion);
  if (entry.length === 0 && converted.length === 1) return converted[0]!;
  return at(t.blockStatement([...entry, ...converted]), body);
}

/** A block around a loop or switch; labels go to its last statement. */
export function wrap(statements: t.Statement[], conversion: Conversion): t.BlockStatement {
  const block = t.blockStatement(statements);
  conversion.wrappers.add(block);
  return block;
}
