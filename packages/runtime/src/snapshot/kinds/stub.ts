import { objectClassId } from "../../machine/object-class.js";
import { reference } from "../../machine/reference.js";
import { snapshotCodeMissing } from "../../generated/messages.js";
import { fillStub, prototypeFor, stubTarget } from "../../objects/stub.js";
import type { CallPolicy } from "../../options/object-options.js";
import { textField } from "../fields.js";
import { MissingCodeError } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

/** The stub of a durable object: the class by name, the object's id. */
export const stub: Kind = {
  name: "stub",
  matches: (value): value is object => stubTarget(value) !== undefined,
  usualPrototype: (value) => prototypeFor(stubTarget(value)!.Class),
  otherKeys: () => [],
  encode(value, writer) {
    const { Class, id, args, policy } = stubTarget(value)!;
    const { timeoutMs } = policy;
    return {
      object: objectClassId(Class) ?? "",
      id,
      ...(args && { args: writer.write(args, "args") }),
      ...(timeoutMs !== undefined && { timeoutMs }),
    };
  },
  allocate: (json) => Object.create(prototypeFor(classOf(textField(json, "object")))) as object,
  fill(value, json, reader) {
    const Class = classOf(textField(json, "object"));
    const id = textField(json, "id");
    const { timeoutMs } = json;
    const policy: CallPolicy = typeof timeoutMs === "number" ? { timeoutMs } : {};
    const args = json["args"] === undefined ? undefined : (reader.read(json["args"]) as readonly unknown[]);
    fillStub(value, { Class, id, args, policy, outside: undefined });
  },
};

function classOf(id: string): { readonly name: string } {
  const { found, value } = reference(id);
  if (!found) throw new MissingCodeError(snapshotCodeMissing({ what: "class", id }), id);
  return value as { readonly name: string };
}
