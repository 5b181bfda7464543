import * as t from "@babel/types";

type Fields = Record<string, unknown>;

/** Kinds without any child. */
const LEAVES: ReadonlySet<string> = new Set(
  Object.keys(t.VISITOR_KEYS).filter((type) => t.VISITOR_KEYS[type]!.length === 0),
);

/** Calls `visit` with each child node, in source order as Babel lists them. The frequent kinds come first, by hand. */
export function forEachChild(node: t.Node, visit: (child: t.Node) => void): void {
  switch (node.type) {
    case "Identifier":
      if (node.typeAnnotation) visit(node.typeAnnotation);
      if (node.decorators) node.decorators.forEach(visit);
      return;
    case "StringLiteral":
    case "NumericLiteral":
    case "TemplateElement":
      return;
    case "MemberExpression":
      visit(node.object);
      return visit(node.property);
    case "ExpressionStatement":
      return visit(node.expression);
    case "AssignmentExpression":
    case "BinaryExpression":
    case "LogicalExpression":
      visit(node.left);
      return visit(node.right);
    case "CallExpression":
      visit(node.callee);
      if (node.typeParameters) visit(node.typeParameters);
      if (node.typeArguments) visit(node.typeArguments);
      for (const argument of node.arguments) visit(argument);
      return;
    case "AwaitExpression":
    case "UnaryExpression":
    case "ThrowStatement":
      return visit(node.argument);
    case "ReturnStatement":
      if (node.argument) visit(node.argument);
      return;
    case "BlockStatement":
      for (const directive of node.directives) visit(directive);
      for (const part of node.body) visit(part);
      return;
    case "VariableDeclaration":
      for (const declarator of node.declarations) visit(declarator);
      return;
    case "VariableDeclarator":
      visit(node.id);
      if (node.init) visit(node.init);
      return;
    case "IfStatement":
    case "ConditionalExpression":
      visit(node.test);
      visit(node.consequent);
      if (node.alternate) visit(node.alternate);
      return;
    case "ObjectExpression":
      for (const property of node.properties) visit(property);
      return;
    case "ArrayExpression":
      for (const element of node.elements) if (element) visit(element);
      return;
    case "TemplateLiteral":
      for (const quasi of node.quasis) visit(quasi);
      for (const part of node.expressions) visit(part);
      return;
    case "ArrowFunctionExpression":
      if (node.typeParameters) visit(node.typeParameters);
      for (const parameter of node.params) visit(parameter);
      if (node.returnType) visit(node.returnType);
      return visit(node.body);
    default:
      if (!LEAVES.has(node.type)) forEachOf(node, visit);
  }
}

function forEachOf(node: t.Node, visit: (child: t.Node) => void): void {
  const keys = t.VISITOR_KEYS[node.type];
  if (!keys) return;
  for (const key of keys) {
    const value = (node as unknown as Fields)[key];
    if (!value) continue;
    if (!Array.isArray(value)) visit(value as t.Node);
    else for (const item of value as (t.Node | null)[]) if (item) visit(item);
  }
}

/** The child nodes in source order. */
export function childrenOf(node: t.Node): t.Node[] {
  const children: t.Node[] = [];
  forEachChild(node, (child) => children.push(child));
  return children;
}

/** Visits a node and everything under it; `enter` returns false to leave a subtree out. */
export function walk(root: t.Node, enter: (node: t.Node) => boolean | void): void {
  const visit = (node: t.Node): void => {
    if (enter(node) !== false) forEachChild(node, visit);
  };
  visit(root);
}

/** The same with the chain of ancestors, outermost first. The array is reused: copy it to keep it. */
export function walkWithAncestors(
  root: t.Node,
  enter: (node: t.Node, ancestors: readonly t.Node[]) => boolean | void,
): void {
  const ancestors: t.Node[] = [];
  const visit = (node: t.Node): void => {
    if (enter(node, ancestors) === false) return;
    ancestors.push(node);
    forEachChild(node, visit);
    ancestors.pop();
  };
  visit(root);
}

/** Replaces each child in place. A list's child may become several nodes, or none. */
export function replaceChildren(node: t.Node, replace: (child: t.Node) => t.Node | readonly t.Node[]): void {
  if (LEAVES.has(node.type) || (node.type === "Identifier" && !node.typeAnnotation && !node.decorators))
    return;
  const fields = node as unknown as Fields;
  for (const key of t.VISITOR_KEYS[node.type] ?? []) {
    const value = fields[key];
    if (Array.isArray(value)) {
      if (value.length > 0) fields[key] = replaceItems(value as (t.Node | null)[], replace);
    } else if (value) {
      const replacement = replace(value as t.Node);
      fields[key] = Array.isArray(replacement) ? asOne(replacement as readonly t.Node[]) : replacement;
    }
  }
}

/** The list itself where nothing in it is replaced. */
function replaceItems(
  list: (t.Node | null)[],
  replace: (child: t.Node) => t.Node | readonly t.Node[],
): (t.Node | null)[] {
  let replaced: (t.Node | null)[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const item = list[index] as t.Node | null;
    const replacement = item && replace(item);
    if (replacement !== item) replaced ??= list.slice(0, index);
    if (!replaced) continue;
    if (Array.isArray(replacement)) replaced.push(...(replacement as readonly t.Node[]));
    else replaced.push(replacement as t.Node | null);
  }
  return replaced ?? list;
}

/** Several statements where one is allowed. */
const asOne = (nodes: readonly t.Node[]): t.Node =>
  nodes.length === 1 ? nodes[0]! : t.blockStatement(nodes as t.Statement[]);

/** Whether a node is of Babel's Function kind: declarations, expressions, arrows and methods. */
export const isFunction = (node: t.Node): node is t.Function => t.isFunction(node);
