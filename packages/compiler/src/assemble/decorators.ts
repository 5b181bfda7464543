import * as t from "@babel/types";
import type { DecoratedClass } from "../find/decorated.js";
import type { DurableFunction } from "../find/durable-function.js";
import { print } from "../print/print.js";
import { selfOf, type Holders } from "./held-methods.js";
import type { Edit } from "./splice.js";

/** Decorators of ours are taken out, and called at the end of the class, when its methods and static fields are there. */
export function decoratorEdits(
  decorated: readonly DecoratedClass[],
  functions: readonly DurableFunction[],
  holders: Holders,
  source: string,
): Edit[] {
  const replaced = new Set<t.Node>(functions.flatMap(({ kept, node }) => (kept ? [] : [node])));
  return decorated.flatMap(({ node, object, methods }) => {
    const textOf = ({ expression }: t.Decorator) => `(${source.slice(expression.start!, expression.end!)})`;
    const self = print(selfOf(node, holders));
    const calls = methods.map(({ node: method, decorator }) => {
      const key = JSON.stringify(
        t.isIdentifier(method.key) ? method.key.name : (method.key as t.StringLiteral).value,
      );
      return `${textOf(decorator)}(${method.static ? self : `${self}.prototype`}[${key}]);`;
    });
    if (object) calls.push(`${textOf(object)}(${self});`);
    const removed = methods
      .filter(({ node: method }) => !replaced.has(method))
      .map(({ decorator }) => decorator);
    if (object) removed.push(object);
    const end = node.body.end! - 1;
    return [
      ...removed.map((decorator): Edit => ({ start: decorator.start!, end: decorator.end!, pieces: [] })),
      { start: end, end, pieces: [` static { ${calls.join(" ")} } `] },
    ];
  });
}
