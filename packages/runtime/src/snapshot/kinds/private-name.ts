import { isPrivateName, PrivateName } from "../../machine/private.js";
import { textField } from "../fields.js";
import type { JsonObject } from "../json.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

const FORMS: readonly string[] = ["field", "method", "accessor"] satisfies PrivateName["kind"][];
const FUNCTIONS = ["value", "get", "set"] as const;

/** `#x` of one evaluation of a class. */
export const privateName: Kind<PrivateName> = {
  name: "privateName",
  matches: isPrivateName,
  encode(value, writer) {
    const { description, kind, className, isStatic } = value;
    const json: JsonObject = { name: description, form: kind };
    if (className) json["of"] = className;
    if (isStatic) json["static"] = true;
    for (const field of FUNCTIONS) {
      const method = value[field];
      if (method) json[field] = writer.write(method, `(${description})`);
    }
    return json;
  },
  otherKeys: () => [],
  allocate(json) {
    const form = textField(json, "form");
    if (!FORMS.includes(form)) throw invalid(`there is no private ${form}`);
    const of = json["of"] === undefined ? "" : textField(json, "of");
    const value = new PrivateName(textField(json, "name"), form as PrivateName["kind"], of);
    value.isStatic = json["static"] === true;
    return value;
  },
  fill(value, json, reader) {
    for (const field of FUNCTIONS) {
      if (json[field] === undefined) continue;
      const method = reader.read(json[field]);
      if (typeof method !== "function") throw invalid("a private method that is no function");
      value[field] = method as () => unknown;
    }
  },
};
