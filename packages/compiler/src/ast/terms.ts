import * as t from "@babel/types";

/** The identifiers that a pattern binds, in source order. */
export function boundIdentifiers(pattern: t.Node): t.Identifier[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern];
    case "AssignmentPattern":
      return boundIdentifiers(pattern.left);
    case "RestElement":
      return boundIdentifiers(pattern.argument);
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => (element ? boundIdentifiers(element) : []));
    case "ObjectPattern":
      return pattern.properties.flatMap((entry) =>
        boundIdentifiers(t.isRestElement(entry) ? entry.argument : entry.value),
      );
    default:
      return [];
  }
}

/** A key that is known without evaluating anything, else undefined. */
export function staticKey(key: t.Node, computed: boolean): string | undefined {
  if (t.isStringLiteral(key)) return key.value;
  if (t.isNumericLiteral(key)) return String(key.value);
  if (t.isBigIntLiteral(key)) return String(BigInt(key.value));
  return !computed && t.isIdentifier(key) ? key.name : undefined;
}

/** Whether a statement holds no others, apart from those of functions inside. */
export function isSimpleStatement({ type }: t.Node): boolean {
  switch (type) {
    case "ExpressionStatement":
    case "VariableDeclaration":
    case "ReturnStatement":
    case "ThrowStatement":
      return true;
    default:
      return false;
  }
}

export const isLoop = (node: t.Node): node is t.Loop => t.isLoop(node);

export const hasDirective = (node: t.Function, value: string): boolean =>
  t.isBlockStatement(node.body) && node.body.directives.some((directive) => directive.value.value === value);
