import { DESERIALIZE, hooksOf } from "../class-hooks.js";
import { upgraded } from "../class-upgrade.js";
import { className, describeKind } from "../describe-kind.js";
import { invalid } from "../snapshot-error.js";
import { classFailed, registeredClass } from "../stored-class.js";
import { UnstorableError } from "../unstorable-error.js";
import type { Kind } from "./kind.js";

/** An instance of a class with hooks: the data that the class gives for it, and makes it of. */
export const serialized: Kind<object> = {
  name: "serialized",
  whole: true,
  matches: (value): value is object => typeof value === "object" && hooksOf(value) !== undefined,
  encode(value, writer) {
    const { classId, serialize, problem } = hooksOf(value)!;
    const name = className(value) ?? describeKind(value);
    if (problem !== undefined) return writer.refuse("hook", `an instance of ${name}, whose class ${problem}`);
    let data: unknown;
    try {
      data = Reflect.apply(serialize, value, []);
    } catch (error) {
      if (error instanceof UnstorableError) throw error;
      const text = error instanceof Error ? error.message : String(error);
      return writer.refuse("hook", `an instance of ${name}, whose serialize hook has thrown: ${text}`);
    }
    return { class: classId, data: writer.write(data, "(data)") };
  },
  otherKeys: () => [],
  allocate(json, _parts, reader) {
    const { id, constructor, prototype } = registeredClass(json["class"]);
    if (json["data"] === undefined) throw invalid("a serialized instance without its data");
    const deserialize: unknown = Reflect.get(constructor, DESERIALIZE);
    const part = '[Symbol.for("perdure.deserialize")]';
    if (typeof deserialize !== "function") throw classFailed(id, part, "is missing");
    const data = upgraded(json, reader.read(json["data"]));
    let value: unknown;
    try {
      value = Reflect.apply(deserialize, constructor, [data]);
    } catch (error) {
      throw classFailed(id, part, "has thrown", error);
    }
    const fits = typeof value === "object" && value !== null && Object.getPrototypeOf(value) === prototype;
    if (!fits) throw classFailed(id, part, "did not give an instance of the class");
    return value as object;
  },
};
