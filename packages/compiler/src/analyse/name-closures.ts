import * as t from "@babel/types";
import { digest } from "../ast/print.js";
import { kindsOf } from "../ast/kinds.js";
import type { Structure } from "../ast/structure.js";
import { staticKey } from "../ast/terms.js";
import type { Tree } from "../ast/tree.js";
import type { ClosureName } from "./analysis.js";
import type { Bindings } from "./bindings.js";

const PLACED = kindsOf("Function", "Class", "ClassProperty", "ClassPrivateProperty", "StaticBlock");

/** What has a place of its own in the path of an id. */
type Placed = t.Function | t.Class | t.ClassProperty | t.ClassPrivateProperty | t.StaticBlock;

/** Gives every closure its id (the place's name, else a hint and a hash of its source), its hash and its `name`. */
export function nameClosures(
  tree: Tree,
  structure: Structure,
  lexicalId: string,
  bindings: Bindings,
): Map<t.Node, ClosureName> {
  const closures = new Map<t.Node, ClosureName>();
  const paths = new Map<t.Node, string>([[tree.root, lexicalId]]);
  const seen = new Map<string, number>();
  tree.find(PLACED, (node, place) => {
    if (!isPlaced(node) || node === tree.root) return;
    const info = bindings.functions.get(node) ?? bindings.scopes.get(node)?.fn;
    if (t.isClass(node) ? info?.native : info?.parent?.native) return;
    const outer = paths.get(tree.ancestorsOf(place).findLast((ancestor) => paths.has(ancestor))!)!;
    const parent = tree.parentOf(place)!;
    const hash = digest(structure.of(node), 12);
    const base = `${outer}/${placeName(node, parent) ?? `${hint(node, parent)}~${hash.slice(0, 6)}`}`;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    const id = count === 1 ? base : `${base}~${count}`;
    paths.set(node, id);
    if (t.isFunction(node) || t.isClass(node))
      closures.set(node, { id, hash, name: runtimeName(node, parent) });
  });
  return closures;
}

const isPlaced = (node: t.Node): node is Placed =>
  t.isFunction(node) ||
  t.isClass(node) ||
  t.isClassProperty(node) ||
  t.isClassPrivateProperty(node) ||
  t.isStaticBlock(node);

function placeName(node: Placed, parent: t.Node): string | undefined {
  if (t.isFunctionDeclaration(node) || t.isClassDeclaration(node)) return node.id?.name;
  if (isMember(node)) return memberName(node);
  if (t.isStaticBlock(node)) return "static";
  if (t.isClassProperty(parent) || t.isClassPrivateProperty(parent)) return "value";
  if (t.isObjectProperty(parent)) return staticKey(parent.key, parent.computed);
  if (t.isAssignmentExpression(parent) && t.isMemberExpression(parent.left)) {
    return staticKey(parent.left.property, parent.left.computed);
  }
  const own = t.isFunctionExpression(node) || t.isClassExpression(node) ? node.id?.name : undefined;
  return inferredName(node, parent) ?? own;
}

type Member =
  t.ObjectMethod | t.ClassMethod | t.ClassPrivateMethod | t.ClassProperty | t.ClassPrivateProperty;

const isMember = (node: t.Node): node is Member =>
  t.isObjectMethod(node) ||
  t.isClassMethod(node) ||
  t.isClassPrivateMethod(node) ||
  t.isClassProperty(node) ||
  t.isClassPrivateProperty(node);

/** `get total`, `static of`, `#pay`; undefined where the key is computed. */
function memberName(node: Member): string | undefined {
  const name = keyName(node);
  if (name === undefined) return undefined;
  const prefix = "static" in node && node.static ? "static " : "";
  return `${prefix}${accessorPrefix(node)}${name}`;
}

const keyName = (node: Member): string | undefined =>
  t.isPrivateName(node.key) ? `#${node.key.id.name}` : staticKey(node.key, isComputed(node));

const isComputed = (node: Member): boolean => "computed" in node && node.computed === true;

const accessorPrefix = (node: Member): string =>
  "kind" in node && (node.kind === "get" || node.kind === "set") ? `${node.kind} ` : "";

/** The name that the language gives an anonymous function or class from where it stands. */
function inferredName(node: t.Node, parent: t.Node): string | undefined {
  if (t.isVariableDeclarator(parent)) return t.isIdentifier(parent.id) ? parent.id.name : undefined;
  if (t.isAssignmentExpression(parent)) {
    const names = ["=", "&&=", "||=", "??="].includes(parent.operator);
    // `(x) = function () {}` names nothing.
    const isBare = t.isIdentifier(parent.left) && parent.left.extra?.["parenthesized"] !== true;
    return names && isBare ? (parent.left as t.Identifier).name : undefined;
  }
  if (t.isAssignmentPattern(parent) && parent.right === node) {
    return t.isIdentifier(parent.left) ? parent.left.name : undefined;
  }
  if ((t.isClassProperty(parent) || t.isClassPrivateProperty(parent)) && parent.value === node) {
    return keyName(parent);
  }
  return undefined;
}

function runtimeName(node: t.Function | t.Class, parent: t.Node): string {
  if (!t.isArrowFunctionExpression(node) && "id" in node && node.id) return node.id.name;
  if (isMember(node)) return `${accessorPrefix(node)}${keyName(node) ?? ""}`;
  if (!t.isObjectProperty(parent) || parent.value !== node) return inferredName(node, parent) ?? "";
  const key = staticKey(parent.key, parent.computed) ?? "";
  // `__proto__: function () {}` sets the prototype, and names nothing.
  return key === "__proto__" && !parent.computed ? "" : key;
}

function hint(node: Placed, parent: t.Node): string {
  if (!t.isCallExpression(parent) && !t.isOptionalCallExpression(parent) && !t.isNewExpression(parent)) {
    if (t.isClass(node)) return "class";
    return t.isArrowFunctionExpression(node) ? "arrow" : "function";
  }
  const { callee } = parent;
  const name =
    t.isMemberExpression(callee) || t.isOptionalMemberExpression(callee) ? callee.property : callee;
  return t.isIdentifier(name) ? name.name : "callback";
}
