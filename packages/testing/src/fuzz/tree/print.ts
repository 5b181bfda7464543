import type { Feature } from "../features.js";
import type { Node } from "./node.js";

export const print = (node: Node): string =>
  node.parts.map((part) => (typeof part === "string" ? part : print(part))).join(node.separator ?? "");

export function featuresOf(node: Node, found = new Set<Feature>()): ReadonlySet<Feature> {
  if (node.feature) found.add(node.feature);
  for (const part of node.parts) if (typeof part !== "string") featuresOf(part, found);
  return found;
}
