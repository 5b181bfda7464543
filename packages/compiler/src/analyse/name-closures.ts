import * as t from "@babel/types";
import { digest, normalise } from "../ast/print.js";
import { staticKey } from "../ast/terms.js";
import { walkWithAncestors } from "../ast/walk.js";
import type { ClosureName } from "./analysis.js";
import type { Bindings } from "./bindings.js";

/** Gives every closure its id (the place's name, else a hint and a hash of its source), its hash and its `name`. */
export function nameClosures(
  root: t.Function,
  lexicalId: string,
  bindings: Bindings,
): Map<t.Node, ClosureName> {
  const closures = new Map<t.Node, ClosureName>();
  const seen = new Map<string, number>();
  walkWithAncestors(root, (node, ancestors) => {
    const info = bindings.functions.get(node);
    if (!info || !t.isFunction(node) || node === root || info.parent?.native) return;
    const parent = ancestors.at(-1)!;
    const source = normalise(node);
    const outer = closures.get(info.parent!.node)?.id ?? lexicalId;
    const base = `${outer}/${placeName(node, parent) ?? `${hint(node, parent)}~${digest(source, 6)}`}`;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    closures.set(node, {
      id: count === 1 ? base : `${base}~${count}`,
      hash: digest(source, 12),
      name: runtimeName(node, parent),
    });
  });
  return closures;
}

function placeName(node: t.Function, parent: t.Node): string | undefined {
  if (t.isFunctionDeclaration(node)) return node.id?.name;
  if (t.isObjectMethod(node)) return staticKey(node.key, node.computed);
  if (t.isObjectProperty(parent)) return staticKey(parent.key, parent.computed);
  if (t.isAssignmentExpression(parent) && t.isMemberExpression(parent.left)) {
    return staticKey(parent.left.property, parent.left.computed);
  }
  return inferredName(node, parent) ?? (t.isFunctionExpression(node) ? node.id?.name : undefined);
}

/** The name that the language gives an anonymous function from where it stands. */
function inferredName(node: t.Function, parent: t.Node): string | undefined {
  if (t.isVariableDeclarator(parent)) return t.isIdentifier(parent.id) ? parent.id.name : undefined;
  if (t.isAssignmentExpression(parent)) {
    const names = ["=", "&&=", "||=", "??="].includes(parent.operator);
    return names && t.isIdentifier(parent.left) ? parent.left.name : undefined;
  }
  if (t.isAssignmentPattern(parent) && parent.right === node) {
    return t.isIdentifier(parent.left) ? parent.left.name : undefined;
  }
  return undefined;
}

function runtimeName(node: t.Function, parent: t.Node): string {
  if ((t.isFunctionDeclaration(node) || t.isFunctionExpression(node)) && node.id) return node.id.name;
  if (t.isObjectMethod(node)) return staticKey(node.key, node.computed) ?? "";
  if (t.isObjectProperty(parent) && parent.value === node)
    return staticKey(parent.key, parent.computed) ?? "";
  return inferredName(node, parent) ?? "";
}

function hint(node: t.Function, parent: t.Node): string {
  if (!t.isCallExpression(parent) && !t.isOptionalCallExpression(parent) && !t.isNewExpression(parent)) {
    return t.isArrowFunctionExpression(node) ? "arrow" : "function";
  }
  const { callee } = parent;
  const name =
    t.isMemberExpression(callee) || t.isOptionalMemberExpression(callee) ? callee.property : callee;
  return t.isIdentifier(name) ? name.name : "callback";
}
