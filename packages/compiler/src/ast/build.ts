import * as t from "@babel/types";

/** Gives a generated node the source position of what it stands for. */
export function at<T extends t.Node>(node: T, origin: Pick<t.Node, "loc"> | null | undefined): T {
  if (origin?.loc) node.loc = origin.loc;
  return node;
}

// Nodes that are made in great numbers are written down: Babel's own builders check every field.
const make = <T extends t.Node>(node: Partial<T> & Pick<T, "type">): T => node as T;

export const id = (name: string): t.Identifier => make<t.Identifier>({ type: "Identifier", name });
export const text = (value: string): t.StringLiteral =>
  make<t.StringLiteral>({ type: "StringLiteral", value });
export const undefinedValue = (): t.Identifier => id("undefined");

export const array = (elements: t.ArrayExpression["elements"]): t.ArrayExpression =>
  make<t.ArrayExpression>({ type: "ArrayExpression", elements });

export const blockOf = (body: t.Statement[]): t.BlockStatement =>
  make<t.BlockStatement>({ type: "BlockStatement", body, directives: [] });

export const number = (value: number): t.NumericLiteral =>
  make<t.NumericLiteral>({ type: "NumericLiteral", value });

const names = /^[A-Za-z_$][\w$]*$/;

/** Whether a name may stand after a dot, or as a key without quotes. */
const isPlainKey = (name: string): boolean => names.test(name) || t.isValidIdentifier(name, false);

/** `object.name`, or `object["na-me"]`. */
export function member(object: t.Expression, name: string): t.MemberExpression {
  const computed = !isPlainKey(name);
  const property = computed ? text(name) : id(name);
  return make<t.MemberExpression>({ type: "MemberExpression", object, property, computed });
}

export const call = (callee: t.Expression, ...args: t.Expression[]): t.CallExpression =>
  make<t.CallExpression>({ type: "CallExpression", callee, arguments: args });

export const assign = (
  target: t.LVal | string,
  value: t.Expression,
  operator = "=",
): t.AssignmentExpression =>
  make<t.AssignmentExpression>({
    type: "AssignmentExpression",
    operator,
    left: (typeof target === "string" ? id(target) : target) as t.AssignmentExpression["left"],
    right: value,
  });

export const statement = (expression: t.Expression): t.ExpressionStatement => {
  const result = make<t.ExpressionStatement>({ type: "ExpressionStatement", expression });
  if (expression.loc) result.loc = expression.loc;
  return result;
};

/** A property key for a name: an identifier where it can be one. `__proto__` is computed, else it sets the prototype. */
export function property(
  name: string,
  value: t.Expression | t.PatternLike,
  shorthand = true,
): t.ObjectProperty {
  if (name === "__proto__") return t.objectProperty(text(name), value, true);
  const plain = isPlainKey(name);
  const short = shorthand && plain && value.type === "Identifier" && value.name === name;
  const key = plain ? id(name) : text(name);
  return make<t.ObjectProperty>({ type: "ObjectProperty", key, value, computed: false, shorthand: short });
}

export const object = (entries: readonly (readonly [string, t.Expression])[]): t.ObjectExpression =>
  make<t.ObjectExpression>({
    type: "ObjectExpression",
    properties: entries.map(([name, value]) => property(name, value)),
  });
