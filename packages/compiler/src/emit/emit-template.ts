import type * as t from "@babel/types";
import { array, call, id, member, statement, text, undefinedValue } from "../ast/build.js";
import type { TemplateCode } from "../scopes/conversion.js";

/** `$perdure.templateSite("id", $perdure.strings(["a", "b"], ["a", "b"]))` */
export function emitTemplate({ id: siteId, node }: TemplateCode, runtime: string): t.Statement {
  const cooked = node.quasis.map(({ value }) =>
    typeof value.cooked === "string" ? text(value.cooked) : undefinedValue(),
  );
  const raw = node.quasis.map(({ value }) => text(value.raw));
  const strings = call(member(id(runtime), "strings"), array(cooked), array(raw));
  return statement(call(member(id(runtime), "templateSite"), text(siteId), strings));
}
