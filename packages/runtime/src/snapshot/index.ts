/** The snapshot codec: graphs of JavaScript values as readable text, and back with their identity. */
export { encode } from "./encode.js";
export { decode } from "./decode.js";
export type { CodecHooks, EncodeOptions } from "./options.js";
export { UnstorableError } from "./unstorable-error.js";
export { MissingCodeError, SnapshotError } from "./snapshot-error.js";
export { pathText } from "./path.js";
export { isOrdinary } from "./primitive.js";
export { isData } from "./is-data.js";
export { byValue } from "./by-value.js";
export { writeList, writeLive, writeRecord } from "./write-record.js";
export type { Json, JsonObject } from "./json.js";
export type { Writer } from "./writer.js";
