import * as t from "@babel/types";

/** Gives a generated node the source position of what it stands for. */
export function at<T extends t.Node>(node: T, origin: Pick<t.Node, "loc"> | null | undefined): T {
  if (origin?.loc) node.loc = origin.loc;
  return node;
}

// Nodes that are made in great numbers are written down: Babel's own builders check every field. Most get a place
// later, for which there is room from the start.
const make = <T extends t.Node>(node: Partial<T> & Pick<T, "type"> & { loc: null }): T => node as T;

export const id = (name: string): t.Identifier => make<t.Identifier>({ type: "Identifier", loc: null, name });
export const text = (value: string): t.StringLiteral =>
  make<t.StringLiteral>({ type: "StringLiteral", loc: null, value });
export const undefinedValue = (): t.Identifier => id("undefined");

export const array = (elements: t.ArrayExpression["elements"]): t.ArrayExpression =>
  make<t.ArrayExpression>({ type: "ArrayExpression", loc: null, elements });

export const blockOf = (body: t.Statement[]): t.BlockStatement =>
  make<t.BlockStatement>({ type: "BlockStatement", loc: null, body, directives: [] });

export const number = (value: number): t.NumericLiteral =>
  make<t.NumericLiteral>({ type: "NumericLiteral", loc: null, value });

/** Code that is only printed, as it stands: `$f.out`, `$pc = 7`. It may be put into several places. */
export const code = (plain: string): t.Identifier => id(plain);

const names = /^[A-Za-z_$][\w$]*$/;

/** Whether a name may stand after a dot, or as a key without quotes. */
const isPlainKey = (name: string): boolean => names.test(name) || t.isValidIdentifier(name, false);

/** The text of `object.name`, or of `object["na-me"]`. */
export const memberText = (object: string, name: string): string =>
  isPlainKey(name) ? `${object}.${name}` : `${object}[${JSON.stringify(name)}]`;

/** `object.name`, or `object["na-me"]`. */
export function member(object: t.Expression, name: string): t.MemberExpression {
  const computed = !isPlainKey(name);
  const property = computed ? text(name) : id(name);
  return make<t.MemberExpression>({ type: "MemberExpression", loc: null, object, property, computed });
}

export const call = (callee: t.Expression, ...args: t.Expression[]): t.CallExpression =>
  make<t.CallExpression>({ type: "CallExpression", loc: null, callee, arguments: args });

export const assign = (
  target: t.LVal | string,
  value: t.Expression,
  operator = "=",
): t.AssignmentExpression =>
  make<t.AssignmentExpression>({
    type: "AssignmentExpression",
    loc: null,
    operator,
    left: (typeof target === "string" ? id(target) : target) as t.AssignmentExpression["left"],
    right: value,
  });

export const statement = (expression: t.Expression): t.ExpressionStatement => {
  const result = make<t.ExpressionStatement>({ type: "ExpressionStatement", loc: null, expression });
  if (expression.loc) result.loc = expression.loc;
  return result;
};

export const returned = (argument: t.Expression): t.ReturnStatement =>
  make<t.ReturnStatement>({ type: "ReturnStatement", loc: null, argument });
export const thrown = (argument: t.Expression): t.ThrowStatement =>
  make<t.ThrowStatement>({ type: "ThrowStatement", loc: null, argument });
export const choice = (test: t.Expression, yes: t.Statement, no: t.Statement | null = null): t.IfStatement =>
  make<t.IfStatement>({ type: "IfStatement", loc: null, test, consequent: yes, alternate: no });
export const continueAt = (label: string): t.ContinueStatement =>
  make<t.ContinueStatement>({ type: "ContinueStatement", loc: null, label: id(label) });
export const binary = (
  operator: t.BinaryExpression["operator"],
  left: t.Expression,
  right: t.Expression,
): t.BinaryExpression =>
  make<t.BinaryExpression>({ type: "BinaryExpression", loc: null, operator, left, right });
export const not = (argument: t.Expression): t.UnaryExpression =>
  make<t.UnaryExpression>({ type: "UnaryExpression", loc: null, operator: "!", argument, prefix: true });
export const sequence = (expressions: t.Expression[]): t.SequenceExpression =>
  make<t.SequenceExpression>({ type: "SequenceExpression", loc: null, expressions });
export const objectOf = (properties: t.ObjectExpression["properties"]): t.ObjectExpression =>
  make<t.ObjectExpression>({ type: "ObjectExpression", loc: null, properties });
export const declarator = (
  target: t.VariableDeclarator["id"],
  init: t.Expression | null = null,
): t.VariableDeclarator =>
  make<t.VariableDeclarator>({ type: "VariableDeclarator", loc: null, id: target, init });
export const variables = (
  kind: t.VariableDeclaration["kind"],
  declarations: t.VariableDeclarator[],
): t.VariableDeclaration =>
  make<t.VariableDeclaration>({ type: "VariableDeclaration", loc: null, kind, declarations });
/** `const target = value;` */
export const declared = (
  kind: "const" | "let",
  target: t.VariableDeclarator["id"],
  value: t.Expression,
): t.VariableDeclaration => variables(kind, [declarator(target, value)]);
/** `for (;;) body` */
export const forever = (body: t.Statement): t.ForStatement =>
  make<t.ForStatement>({ type: "ForStatement", loc: null, init: null, test: null, update: null, body });
/** `case test: body`; the default one without a test. */
export const switchCase = (test: t.Expression | null, consequent: t.Statement[]): t.SwitchCase =>
  make<t.SwitchCase>({ type: "SwitchCase", loc: null, test, consequent });
export const switchOn = (discriminant: t.Expression, cases: t.SwitchCase[]): t.SwitchStatement =>
  make<t.SwitchStatement>({ type: "SwitchStatement", loc: null, discriminant, cases });
export const labeled = (label: string, body: t.Statement): t.LabeledStatement =>
  make<t.LabeledStatement>({ type: "LabeledStatement", loc: null, label: id(label), body });
/** `key(params) { body }` in an object. */
export const method = (
  key: t.Identifier | t.StringLiteral,
  params: t.ObjectMethod["params"],
  body: t.BlockStatement,
): t.ObjectMethod =>
  make<t.ObjectMethod>({
    type: "ObjectMethod",
    loc: null,
    kind: "method",
    key,
    params,
    body,
    computed: false,
    generator: false,
    async: false,
  });
export const functionOf = (name: string, params: string[], body: t.Statement[]): t.FunctionDeclaration =>
  make<t.FunctionDeclaration>({
    type: "FunctionDeclaration",
    loc: null,
    id: id(name),
    params: params.map(id),
    body: blockOf(body),
    generator: false,
    async: false,
  });

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
  return make<t.ObjectProperty>({
    type: "ObjectProperty",
    loc: null,
    key,
    value,
    computed: false,
    shorthand: short,
  });
}

/** A property of the compiler's own objects, whose key may stand without quotes. */
export const field = (key: string, value: t.Expression): t.ObjectProperty =>
  make<t.ObjectProperty>({
    type: "ObjectProperty",
    loc: null,
    key: id(key),
    value,
    computed: false,
    shorthand: false,
  });

/** A property whose key is a number. */
export const numbered = (key: number, value: t.Expression): t.ObjectProperty =>
  make<t.ObjectProperty>({
    type: "ObjectProperty",
    loc: null,
    key: number(key),
    value,
    computed: false,
    shorthand: false,
  });

export const object = (entries: readonly (readonly [string, t.Expression])[]): t.ObjectExpression =>
  make<t.ObjectExpression>({
    type: "ObjectExpression",
    loc: null,
    properties: entries.map(([name, value]) => property(name, value)),
  });
