import * as t from "@babel/types";
import { at, call, id, member, text } from "../ast/build.js";
import { digest } from "../ast/print.js";
import type { Conversion } from "./conversion.js";

/** tag`a${x}` as tag($perdure.template("id"), x): the strings are found again by their site after a restore. */
export function convertTaggedTemplate(
  node: t.TaggedTemplateExpression,
  conversion: Conversion,
): t.Expression {
  const { analysis, templates, runtime } = conversion;
  const written = JSON.stringify(node.quasi.quasis.map(({ value }) => value.raw));
  const base = `${analysis.fn.lexicalId}/template~${digest(written, 6)}`;
  const before = templates.filter((template) => template.id.startsWith(base)).length;
  const template = { id: before === 0 ? base : `${base}~${before + 1}`, node: node.quasi };
  templates.push(template);
  const strings = call(member(id(runtime), "template"), text(template.id));
  const values = node.quasi.expressions as t.Expression[];
  return conversion.convert(at(t.callExpression(node.tag, [strings, ...values]), node)) as t.Expression;
}
