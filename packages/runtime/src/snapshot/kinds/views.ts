import { types } from "node:util";
import { countField } from "../fields.js";
import type { Json, JsonObject } from "../json.js";
import { TYPED_ARRAYS, viewKeys } from "../view-keys.js";
import { invalid } from "../snapshot-error.js";
import type { Kind } from "./kind.js";

interface ViewClass {
  readonly name: string;
  readonly prototype: ArrayBufferView;
  readonly BYTES_PER_ELEMENT?: number;
  new (buffer: ArrayBuffer, offset: number, length: number): ArrayBufferView;
}

const TYPED_ARRAY = Object.getPrototypeOf(Uint8Array.prototype) as object;
const tag = Object.getOwnPropertyDescriptor(TYPED_ARRAY, Symbol.toStringTag)!.get as (
  this: unknown,
) => string | undefined;

/**
 * A view is stored with its whole buffer, so that views of one buffer still share it. Its length is in elements.
 */
function view(Class: ViewClass): Kind<ArrayBufferView> {
  const size = Class.BYTES_PER_ELEMENT ?? 1;
  return {
    name: Class.name,
    prototype: Class.prototype,
    matches: (value): value is ArrayBufferView =>
      tag.call(value) === Class.name ||
      (Class.name === "DataView" && ArrayBuffer.isView(value) && !tag.call(value)),
    parts: (value) => [ofView(value, "buffer")],
    partsOf: (json) => [bufferOf(json)],
    encode(value, writer) {
      // first of all: views of bytes that were handed over tell nothing
      const buffer = writer.writePart(value, ofView(value, "buffer"), "buffer");
      const [offset, length] = [ofView(value, "byteOffset"), ofView(value, "byteLength")] as [number, number];
      return { buffer, offset, length: length / size };
    },
    otherKeys: viewKeys,
    allocate(json, [buffer]) {
      if (!types.isArrayBuffer(buffer)) throw invalid(`a ${Class.name} without its buffer`);
      const offset = countField(json, "offset", 0, buffer.byteLength);
      return new Class(buffer, offset, countField(json, "length", 0, buffer.byteLength));
    },
  };
}

/** Where a view lies, whatever its class makes of these properties. */
const ofView = (value: ArrayBufferView, name: keyof ArrayBufferView): unknown =>
  Reflect.get(types.isDataView(value) ? DataView.prototype : TYPED_ARRAY, name, value);

function bufferOf(json: JsonObject): Json {
  if (json["buffer"] === undefined) throw invalid("a view without its buffer");
  return json["buffer"];
}

export const views: readonly Kind<ArrayBufferView>[] = [...TYPED_ARRAYS, DataView].map((Class) =>
  view(Class as unknown as ViewClass),
);
