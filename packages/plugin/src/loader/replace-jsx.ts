import { types as t, type NodePath, type PluginObj, type PluginPass } from "@babel/core";
import { jsxNeedsBuild } from "../generated/messages.js";
import { refuse } from "./refuse-unrunnable.js";

/** A Babel plugin for JSX in files that say what it becomes: `@jsx h` and `@jsxFrag Fragment` in a comment. */
export const jsxReplaced = (): PluginObj => ({
  visitor: {
    JSXElement: {
      enter: ({ node }, pass) => void factoryOf(node, pass),
      exit(path, pass) {
        const { name, attributes } = path.node.openingElement;
        replace(path, created(path.node, pass, typeOf(name), propsOf(attributes)));
      },
    },
    JSXFragment: {
      enter: ({ node }, pass) => void factoryOf(node, pass),
      exit(path, pass) {
        const type = pragma(pass, "jsxFrag");
        if (!type) return refuse(jsxNeedsBuild, path.node, pass.filename);
        replace(path, created(path.node, pass, type, t.nullLiteral()));
      },
    },
  },
});

const replace = (path: NodePath<t.JSXElement | t.JSXFragment>, call: t.Expression): void =>
  void path.replaceWith(t.isJSXAttribute(path.parent) ? t.jsxExpressionContainer(call) : call);

function created(
  node: t.JSXElement | t.JSXFragment,
  pass: PluginPass,
  type: t.Expression,
  props: t.Expression,
): t.Expression {
  const children = t.react
    .buildChildren(node)
    .map((child) => (t.isJSXSpreadChild(child) ? t.spreadElement(child.expression) : child));
  const call = t.callExpression(factoryOf(node, pass), [type, props, ...(children as t.Expression[])]);
  return t.inherits(call, node);
}

const factoryOf = (node: t.Node, pass: PluginPass): t.Expression =>
  pragma(pass, "jsx") ?? refuse(jsxNeedsBuild, node, pass.filename);

/** What a comment of the file names: `h`, `React.createElement`. */
function pragma({ file }: PluginPass, name: "jsx" | "jsxFrag"): t.Expression | undefined {
  for (const { value } of file.ast.comments ?? []) {
    const [, path] = new RegExp(String.raw`@${name}\s+([\w$]+(?:\.[\w$]+)*)`).exec(value) ?? [];
    if (path !== undefined) return memberOf(path.split("."));
  }
  return undefined;
}

const memberOf = ([first, ...rest]: readonly string[]): t.Expression =>
  rest.reduce<t.Expression>(
    (object, key) => t.memberExpression(object, t.identifier(key)),
    t.identifier(first!),
  );

function typeOf(name: t.JSXOpeningElement["name"]): t.Expression {
  if (t.isJSXMemberExpression(name))
    return t.memberExpression(objectOf(name.object), t.identifier(name.property.name));
  if (t.isJSXNamespacedName(name) || /^[a-z]|-/.test(name.name)) return t.stringLiteral(textOf(name));
  return objectOf(name);
}

function objectOf(name: t.JSXIdentifier | t.JSXMemberExpression): t.Expression {
  if (t.isJSXMemberExpression(name)) return typeOf(name);
  return t.inherits(name.name === "this" ? t.thisExpression() : t.identifier(name.name), name);
}

const textOf = (name: t.JSXIdentifier | t.JSXNamespacedName): string =>
  t.isJSXIdentifier(name) ? name.name : `${name.namespace.name}:${name.name.name}`;

function propsOf(attributes: t.JSXOpeningElement["attributes"]): t.Expression {
  if (attributes.length === 0) return t.nullLiteral();
  return t.objectExpression(
    attributes.map((attribute) => {
      if (t.isJSXSpreadAttribute(attribute)) return t.spreadElement(attribute.argument);
      return t.objectProperty(t.stringLiteral(textOf(attribute.name)), valueOf(attribute.value));
    }),
  );
}

function valueOf(value: t.JSXAttribute["value"]): t.Expression {
  if (!value) return t.booleanLiteral(true);
  if (t.isJSXExpressionContainer(value)) return value.expression as t.Expression;
  return t.isStringLiteral(value) ? t.stringLiteral(value.value) : value;
}
