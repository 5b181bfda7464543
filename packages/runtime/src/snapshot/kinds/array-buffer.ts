import { types } from "node:util";
import { textField } from "../fields.js";
import type { Kind } from "./kind.js";

export const arrayBuffer: Kind<ArrayBuffer> = {
  name: "ArrayBuffer",
  prototype: ArrayBuffer.prototype,
  matches: (value): value is ArrayBuffer => types.isArrayBuffer(value),
  encode(value, writer) {
    if ((value as { resizable?: boolean }).resizable) return writer.refuse("value", "resizable ArrayBuffer");
    return { base64: Buffer.from(value).toString("base64") };
  },
  allocate(json) {
    const bytes = Buffer.from(textField(json, "base64"), "base64");
    const buffer = new ArrayBuffer(bytes.length);
    bytes.copy(new Uint8Array(buffer));
    return buffer;
  },
};
