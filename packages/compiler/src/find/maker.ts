import * as t from "@babel/types";
import { isDurable, type Module } from "./module.js";

/** What `durable.flow(...)` and its like make; null where a node is no such call. */
export function makerOf(node: t.Node | null | undefined, module: Module): Maker | null {
  if (!t.isCallExpression(node) || !t.isMemberExpression(node.callee)) return null;
  const { object, property, computed } = node.callee;
  if (computed || !t.isIdentifier(property) || !isDurable(module, object)) return null;
  return MAKERS.find((name) => name === property.name) ?? null;
}

const MAKERS = ["function", "flow", "task", "workflow"] as const;
export type Maker = (typeof MAKERS)[number];
