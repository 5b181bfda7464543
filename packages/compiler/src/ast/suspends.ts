import type * as t from "@babel/types";
import { forEachChild } from "./walk.js";

/** Visits what the function around a node evaluates of it: of a class its base and keys, of a method its key. */
export function forEachEvaluated(node: t.Node, visit: (child: t.Node) => void): void {
  switch (node.type) {
    case "ClassDeclaration":
    case "ClassExpression":
      if (node.superClass) visit(node.superClass);
      for (const part of node.body.body) visitKey(part, visit);
      return;
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return;
    case "ObjectMethod":
    case "ClassMethod":
    case "ClassPrivateMethod":
      return visitKey(node, visit);
    default:
      return forEachChild(node, visit);
  }
}

export function evaluatedParts(node: t.Node): t.Node[] {
  const parts: t.Node[] = [];
  forEachEvaluated(node, (part) => void parts.push(part));
  return parts;
}

function visitKey(node: t.Node, visit: (child: t.Node) => void): void {
  if ("computed" in node && node.computed === true && "key" in node) visit(node.key as t.Node);
}
