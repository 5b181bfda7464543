import * as t from "@babel/types";
import { at, call, id, member, property, statement } from "../ast/build.js";
import { replaceChildren, walk } from "../ast/walk.js";
import { underName } from "./replace-accessors.js";

export type Member = t.ClassBody["body"][number];

/** Replaces classes with decorators, inner ones first. `replace` gets the name that a class has, and gives what makes it. */
export function replaceDecorated(
  root: t.Node,
  isWanted: (node: t.Class) => boolean,
  replace: (node: t.Class, name: string | undefined) => t.Expression,
): void {
  /** Of classes without a name of their own. */
  const inferred = new Map<t.Node, string>();

  const visit = (node: t.Node): t.Node => {
    if (t.isVariableDeclarator(node) && t.isIdentifier(node.id) && t.isClassExpression(node.init))
      inferred.set(node.init, node.id.name);
    replaceChildren(node, visit);
    if (!t.isClass(node) || !isDecorated(node) || !knowsItsName(node) || !isWanted(node)) return node;
    const made = replace(node, node.id?.name ?? inferred.get(node));
    if (!t.isClassDeclaration(node)) return made;
    const { start, end } = node;
    const declarator = Object.assign(t.variableDeclarator(id(node.id!.name), made), { start, end });
    return at(t.variableDeclaration("let", [declarator]), node);
  };
  visit(root);
}

/**
 * `{ A: ($decorated) => class A { ... } }.A([...])`: what is evaluated before the class stands outside, where awaits
 * may be. With `self` its name is a variable, since decorators may put something else in its place; `last` is code that
 * runs after it.
 */
export function asFunction(
  node: t.Class,
  name: string | undefined,
  { decorated, before, self, last = [] }: FunctionParts,
): t.Expression {
  const own = self === null ? node.id : null;
  const expression = at(t.classExpression(own, node.superClass, node.body), node);
  const value = own ? expression : underName(expression, name ?? "");
  const body =
    self === null
      ? value
      : t.blockStatement([
          t.variableDeclaration("let", [t.variableDeclarator(id(self))]),
          statement(t.unaryExpression("void", value)),
          ...last,
          t.returnStatement(id(self)),
        ]);
  const arrow = at(t.arrowFunctionExpression([id(decorated)], body), node);
  const key = name ?? "made";
  return at(call(member(t.objectExpression([property(key, arrow)]), key), before), node);
}

interface FunctionParts {
  /** The parameter. */
  readonly decorated: string;
  readonly before: t.Expression;
  readonly self: string | null;
  readonly last?: readonly t.Statement[];
}

export const decoratorsOf = (part: t.Node): readonly t.Decorator[] =>
  ("decorators" in part && (part.decorators as t.Decorator[] | null)) || [];

/** Decorators of a method's parameters, with the parameters' numbers. */
export const parameterDecorators = (part: Member): readonly (readonly [number, t.Decorator])[] =>
  "params" in part
    ? (part.params as t.Node[]).flatMap((parameter, index) =>
        [...decoratorsOf(parameter)].map((decorator) => [index, decorator] as const),
      )
    : [];

const isDecorated = (node: t.Class): boolean =>
  decoratorsOf(node).length > 0 || node.body.body.some((part) => allDecorators(part).length > 0);

const allDecorators = (part: Member): t.Decorator[] => [
  ...decoratorsOf(part),
  ...parameterDecorators(part).map(([, decorator]) => decorator),
];

/** Decorators are evaluated outside of the class, where the name of a class expression is not known. */
function knowsItsName(node: t.Class): boolean {
  if (t.isClassDeclaration(node) || !node.id) return true;
  const { name } = node.id;
  const all = [...decoratorsOf(node), ...node.body.body.flatMap(allDecorators)];
  let isMentioned = false;
  for (const decorator of all)
    walk(decorator, (part) => void (isMentioned ||= t.isIdentifier(part, { name })));
  return !isMentioned;
}
