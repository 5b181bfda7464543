import * as t from "@babel/types";

/** `a.b.c` by its names; null for anything else. */
export function memberPath(node: t.Node): { base: t.Identifier; members: string[] } | null {
  const members: string[] = [];
  let at = node;
  while (t.isMemberExpression(at) && !at.computed && t.isIdentifier(at.property)) {
    members.unshift(at.property.name);
    at = at.object;
  }
  return t.isIdentifier(at) ? { base: at, members } : null;
}
