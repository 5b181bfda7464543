import * as t from "@babel/types";
import type { Reporter } from "../diagnostics/diagnostic.js";
import { nameNotLiteral } from "../generated/messages.js";
import { optionOf } from "./options.js";

/** The literal `name` among a durable function's options, undefined where there is none or the options are not known. */
export function readName(options: t.ObjectExpression | null, reporter: Reporter): string | undefined {
  const value = optionOf(options, "name");
  if (!value) return undefined;
  if (t.isStringLiteral(value)) return value.value;
  if (t.isTemplateLiteral(value) && value.expressions.length === 0)
    return value.quasis[0]!.value.cooked ?? undefined;
  reporter.report(nameNotLiteral(), value);
  return undefined;
}
