import { expr, type Node } from "./node.js";

const ZERO = expr`0`;

/** Trees with one part left out or made simpler, the largest cuts first. */
export function* smaller(node: Node): Generator<Node> {
  if (node.sort === "list") yield* shorter(node);
  if (node.sort === "expression" && !isLeaf(node)) yield ZERO;
  if (node.sort === "expression" || node.sort === "statement") yield* within(node, node);
  for (const [index, part] of node.parts.entries()) {
    if (typeof part === "string") continue;
    for (const replacement of smaller(part)) yield { ...node, parts: node.parts.with(index, replacement) };
  }
}

const isLeaf = (node: Node): boolean => node.parts.length === 1 && typeof node.parts[0] === "string";

/** Without half of the items, a quarter, ... one. */
function* shorter(node: Node): Generator<Node> {
  const { parts } = node;
  for (let size = parts.length; size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < parts.length; at += size) yield { ...node, parts: parts.toSpliced(at, size) };
  }
}

/** The nearest nodes inside that can stand in the node's place. A list of statements can stand for a statement. */
function* within(node: Node, whole: Node): Generator<Node> {
  for (const part of node.parts) {
    if (typeof part === "string") continue;
    const fits = part.sort === whole.sort || (whole.sort === "statement" && isBody(part));
    if (fits) yield part;
    else yield* within(part, whole);
  }
}

const isBody = ({ sort, parts }: Node): boolean => {
  const [first] = parts;
  return sort === "list" && typeof first === "object" && first.sort === "statement";
};
