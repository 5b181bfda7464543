import { types } from "node:util";
import { textField } from "../fields.js";
import type { Kind } from "./kind.js";

/** Older engines have none that can be resized. */
const resizable = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "resizable")?.get as
  ((this: unknown) => boolean) | undefined;

/** Undefined where they are another's now; older engines tell only so. */
function bytesOf(value: ArrayBuffer): Uint8Array | undefined {
  try {
    return new Uint8Array(value);
  } catch {
    return undefined;
  }
}

export const arrayBuffer: Kind<ArrayBuffer> = {
  name: "ArrayBuffer",
  prototype: ArrayBuffer.prototype,
  matches: (value): value is ArrayBuffer => types.isArrayBuffer(value),
  encode(value, writer) {
    if (resizable?.call(value)) return writer.refuse("value", "resizable ArrayBuffer");
    return {
      base64: Buffer.from(bytesOf(value) ?? writer.refuse("value", "detached ArrayBuffer")).toString(
        "base64",
      ),
    };
  },
  allocate(json) {
    const bytes = Buffer.from(textField(json, "base64"), "base64");
    const buffer = new ArrayBuffer(bytes.length);
    bytes.copy(new Uint8Array(buffer));
    return buffer;
  },
};
