import * as t from "@babel/types";
import { at, statement } from "../ast/build.js";
import { replaceChildren, walk } from "../ast/walk.js";

type Member = t.ClassBody["body"][number];

/** `accessor x = 1` as a private field with a getter and a setter. Decorated ones, and computed keys, are left. */
export function replaceAccessors(root: t.Node): void {
  const taken = privateNames(root);

  const visit = (node: t.Node): t.Node => {
    replaceChildren(node, visit);
    if (t.isClassBody(node))
      node.body = node.body.flatMap((part) =>
        isReplaceable(part) ? replace(part, storageOf(part)) : [part],
      );
    return node;
  };

  function storageOf({ key }: t.ClassAccessorProperty): string {
    let name = nameOf(key).replace(/[^\w$]/g, "_");
    do name = `$${name}`;
    while (taken.has(name));
    taken.add(name);
    return name;
  }
  visit(root);
}

export const holdsAccessor = (root: t.Node): boolean => {
  let found = false;
  walk(root, (node) => void (found ||= node.type === "ClassAccessorProperty"));
  return found;
};

function isReplaceable(part: Member): part is t.ClassAccessorProperty {
  return (
    t.isClassAccessorProperty(part) && !part.decorators?.length && (!part.computed || t.isLiteral(part.key))
  );
}

function replace(node: t.ClassAccessorProperty, storage: string): Member[] {
  const { value, static: isStatic } = node;
  const stored = (): t.MemberExpression =>
    t.memberExpression(t.thisExpression(), t.privateName(t.identifier(storage)));
  const given = t.identifier("value");
  const name = t.privateName(t.identifier(storage));
  const field = t.classPrivateProperty(name, value && named(value, node), null, isStatic);
  return [
    at(field, node),
    part("get", [], t.returnStatement(stored()), node),
    part("set", [given], statement(t.assignmentExpression("=", stored(), t.cloneNode(given))), node),
  ];
}

function part(
  kind: "get" | "set",
  params: t.Identifier[],
  body: t.Statement,
  node: t.ClassAccessorProperty,
): Member {
  const key = t.cloneNode(node.key);
  const block = t.blockStatement([body]);
  const isStatic = node.static ?? false;
  const member = t.isPrivateName(key)
    ? t.classPrivateMethod(kind, key, params, block, isStatic)
    : t.classMethod(kind, key as t.Expression, params, block, node.computed ?? false, isStatic);
  return at(member, node);
}

/** A function without a name is named after the accessor, not after the field. */
export function named(value: t.Expression, { key }: Pick<t.ClassAccessorProperty, "key">): t.Expression {
  const isAnonymous =
    t.isArrowFunctionExpression(value) ||
    ((t.isFunctionExpression(value) || t.isClassExpression(value)) && !value.id);
  if (!isAnonymous) return value;
  return underName(value, t.isPrivateName(key) ? `#${key.id.name}` : nameOf(key));
}

/** A function or class without a name gets one. */
export function underName(value: t.Expression, text: string): t.Expression {
  const property = t.objectProperty(t.stringLiteral(text), value, text === "__proto__");
  return t.memberExpression(t.objectExpression([property]), t.stringLiteral(text), true);
}

function nameOf(key: t.ClassAccessorProperty["key"]): string {
  if (t.isPrivateName(key)) return key.id.name;
  if (t.isIdentifier(key)) return key.name;
  return t.isStringLiteral(key) || t.isNumericLiteral(key) ? String(key.value) : "value";
}

export function privateNames(root: t.Node): Set<string> {
  const names = new Set<string>();
  walk(root, (node) => {
    if (node.type === "PrivateName") names.add(node.id.name);
  });
  return names;
}
