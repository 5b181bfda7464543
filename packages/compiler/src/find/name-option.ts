import * as t from "@babel/types";
import { staticKey } from "../ast/terms.js";
import type { Reporter } from "../diagnostics/diagnostic.js";
import { nameNotLiteral } from "../generated/messages.js";

/** The literal `name` among a durable function's options, undefined where there is none or the options are no literal. */
export function readName(options: t.Node | undefined, reporter: Reporter): string | undefined {
  if (t.isTSAsExpression(options) || t.isTSSatisfiesExpression(options))
    return readName(options.expression, reporter);
  if (!t.isObjectExpression(options)) return undefined;
  for (const entry of options.properties) {
    if (t.isSpreadElement(entry) || staticKey(entry.key, entry.computed) !== "name") continue;
    const value = t.isObjectProperty(entry) ? entry.value : entry;
    if (t.isStringLiteral(value)) return value.value;
    if (t.isTemplateLiteral(value) && value.expressions.length === 0)
      return value.quasis[0]!.value.cooked ?? undefined;
    reporter.report(nameNotLiteral(), value);
  }
  return undefined;
}
