import { types } from "node:util";
import { countField, textField } from "../fields.js";
import { viewKeys } from "../view-keys.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

/** Node's Buffer: a view of its ArrayBuffer, or its own bytes alone where it was cut from the shared pool. */
export const buffer: Kind<Buffer> = {
  name: "Buffer",
  prototype: Buffer.prototype,
  matches: (value): value is Buffer =>
    types.isUint8Array(value) && Object.getPrototypeOf(value) === Buffer.prototype,
  parts: (value) => (isPooled(value) ? [] : [value.buffer]),
  partsOf: (json) => (json["buffer"] === undefined ? [] : [json["buffer"]]),
  encode(value, writer) {
    if (isPooled(value)) return { base64: value.toString("base64") };
    const bytes = writer.writePart(value, value.buffer, "buffer");
    return { buffer: bytes, offset: value.byteOffset, length: value.byteLength };
  },
  otherKeys: viewKeys,
  allocate(json, [bytes]) {
    if (json["buffer"] === undefined) return separate(Buffer.from(textField(json, "base64"), "base64"));
    if (!types.isArrayBuffer(bytes)) throw invalid("a Buffer without its bytes");
    const offset = countField(json, "offset", 0, bytes.byteLength);
    return Buffer.from(bytes, offset, countField(json, "length", 0, bytes.byteLength - offset));
  },
};

/** Small Buffers share a pool with strangers, whose bytes are nobody's business. */
const isPooled = (value: Buffer): boolean =>
  value.buffer.byteLength === Buffer.poolSize && value.byteLength < Buffer.poolSize;

const separate = (bytes: Buffer): Buffer => Buffer.from(new Uint8Array(bytes).buffer);
