import * as t from "@babel/types";
import { call, id, member } from "../ast/build.js";

/** `arguments` of the call, without the scopes that `bind` takes before them. */
export function boundArguments(captured: number, runtime: string): t.Expression {
  if (captured === 0) return id("arguments");
  const all = t.arrayExpression([t.spreadElement(id("arguments"))]);
  return call(member(id(runtime), "argumentsOf"), call(member(all, "slice"), t.numericLiteral(captured)));
}
