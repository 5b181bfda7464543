import * as t from "@babel/types";

type Fields = Record<string, unknown>;

/** The child nodes in source order as Babel lists them. */
export function* childrenOf(node: t.Node): Generator<t.Node> {
  for (const key of t.VISITOR_KEYS[node.type] ?? []) {
    const value = (node as unknown as Fields)[key];
    if (Array.isArray(value)) {
      for (const item of value as (t.Node | null)[]) if (item) yield item;
    } else if (value) yield value as t.Node;
  }
}

/** Visits a node and everything under it; `enter` returns false to leave a subtree out. */
export function walk(node: t.Node, enter: (node: t.Node) => boolean | void): void {
  if (enter(node) === false) return;
  for (const child of childrenOf(node)) walk(child, enter);
}

/** The same with the chain of ancestors, outermost first. The array is reused: copy it to keep it. */
export function walkWithAncestors(
  node: t.Node,
  enter: (node: t.Node, ancestors: readonly t.Node[]) => boolean | void,
  ancestors: t.Node[] = [],
): void {
  if (enter(node, ancestors) === false) return;
  ancestors.push(node);
  for (const child of childrenOf(node)) walkWithAncestors(child, enter, ancestors);
  ancestors.pop();
}

/** Replaces each child in place. A list's child may become several nodes, or none. */
export function replaceChildren(node: t.Node, replace: (child: t.Node) => t.Node | readonly t.Node[]): void {
  const fields = node as unknown as Fields;
  for (const key of t.VISITOR_KEYS[node.type] ?? []) {
    const value = fields[key];
    if (Array.isArray(value)) {
      fields[key] = (value as (t.Node | null)[]).flatMap((item) => (item ? replace(item) : [item]));
    } else if (value) {
      const replacement = replace(value as t.Node);
      fields[key] = Array.isArray(replacement) ? asOne(replacement as readonly t.Node[]) : replacement;
    }
  }
}

/** Several statements where one is allowed. */
const asOne = (nodes: readonly t.Node[]): t.Node =>
  nodes.length === 1 ? nodes[0]! : t.blockStatement(nodes as t.Statement[]);

/** Whether a node is of Babel's Function kind: declarations, expressions, arrows and methods. */
export const isFunction = (node: t.Node): node is t.Function => t.isFunction(node);
