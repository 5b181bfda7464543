import * as t from "@babel/types";
import { kindsOf } from "../ast/kinds.js";
import type { Tree } from "../ast/tree.js";
import type { Module } from "./module.js";
import { isMethodMark, isObjectMark } from "./objects.js";

const CLASSES = kindsOf("Class");

/** A class with decorators of ours: they are written as calls, since no version of Node runs decorators. */
export interface DecoratedClass {
  readonly node: t.Class;
  /** `@durable.object`, where the class has it. */
  readonly object: t.Decorator | null;
  readonly methods: readonly { readonly node: t.ClassMethod; readonly decorator: t.Decorator }[];
}

/** Finds the classes of a file that have them. Those of methods without a plain name stay where they are. */
export function findDecorated(tree: Tree, module: Module): DecoratedClass[] {
  const found: DecoratedClass[] = [];
  tree.find(CLASSES, (node) => {
    if (!t.isClass(node)) return true;
    const object = node.decorators?.find((decorator) => isObjectMark(decorator, module)) ?? null;
    const methods = node.body.body.flatMap((part) =>
      t.isClassMethod(part) && (t.isIdentifier(part.key) || t.isStringLiteral(part.key)) && !part.computed
        ? (part.decorators ?? [])
            .filter((decorator) => isMethodMark(decorator, module))
            .map((decorator) => ({ node: part, decorator }))
        : [],
    );
    if (object || methods.length > 0) found.push({ node, object, methods });
    return true;
  });
  return found;
}
