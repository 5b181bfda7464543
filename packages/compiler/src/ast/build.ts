import * as t from "@babel/types";

/** Gives a generated node the source position of what it stands for. */
export function at<T extends t.Node>(node: T, origin: t.Node | null | undefined): T {
  if (origin?.loc) node.loc = origin.loc;
  return node;
}

export const id = (name: string): t.Identifier => t.identifier(name);
/** A string; the printer spends much time on escaping, so what needs none brings its own quotes. */
export function text(value: string): t.StringLiteral {
  const node = t.stringLiteral(value);
  if (/^[ !#-[\]-~]*$/.test(value)) node.extra = { raw: `"${value}"`, rawValue: value };
  return node;
}
export const undefinedValue = (): t.Identifier => t.identifier("undefined");

/** `object.name`, or `object["na-me"]`. */
export function member(object: t.Expression, name: string): t.MemberExpression {
  return t.isValidIdentifier(name, false)
    ? t.memberExpression(object, id(name))
    : t.memberExpression(object, text(name), true);
}

export const call = (callee: t.Expression, ...args: t.Expression[]): t.CallExpression =>
  t.callExpression(callee, args);

export const assign = (
  target: t.LVal | string,
  value: t.Expression,
  operator = "=",
): t.AssignmentExpression =>
  t.assignmentExpression(
    operator,
    (typeof target === "string" ? id(target) : target) as t.AssignmentExpression["left"],
    value,
  );

export const statement = (expression: t.Expression): t.ExpressionStatement => {
  const result = t.expressionStatement(expression);
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
  const plain = t.isValidIdentifier(name, false);
  const short = shorthand && plain && t.isIdentifier(value, { name });
  return t.objectProperty(plain ? id(name) : text(name), value, false, short);
}

export const object = (entries: readonly (readonly [string, t.Expression])[]): t.ObjectExpression =>
  t.objectExpression(entries.map(([name, value]) => property(name, value)));
