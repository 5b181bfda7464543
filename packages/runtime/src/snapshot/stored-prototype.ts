import { types } from "node:util";
import { builtInId, builtInPrototypeName } from "../machine/built-ins.js";
import { closureRecord } from "../machine/closure.js";
import { memberOf } from "../machine/members.js";
import { registeredId, writeCompiled } from "./by-name.js";
import { dataProperty } from "./describe-kind.js";
import { ancestorsAreKnown, knownClassId } from "./stored-class.js";

/** Objects that inherit from these show whether they hold something that no property shows. */
const OPEN = new Set(
  (
    "Object Function Array Map Set Date RegExp Promise WeakMap WeakSet Error EvalError RangeError ReferenceError " +
    "SyntaxError TypeError URIError AggregateError DOMException ArrayBuffer SharedArrayBuffer DataView Number String Boolean " +
    "BigInt Symbol Uint8Array Uint8ClampedArray Uint16Array Uint32Array Int8Array Int16Array Int32Array " +
    "Float16Array Float32Array Float64Array BigInt64Array BigUint64Array %TypedArray% Buffer URL URLSearchParams " +
    "Iterator %GeneratorFunction% %AsyncFunction% %AsyncGeneratorFunction%"
  )
    .split(" ")
    .map((name) => `${name}.prototype`)
    .concat(
      "%IteratorPrototype%",
      "%AsyncIteratorPrototype%",
      "%MapIteratorPrototype%",
      "%SetIteratorPrototype%",
      "%GeneratorPrototype%",
      "%AsyncGeneratorPrototype%",
    ),
);

/** More objects than this inherit from each other in no program; looking through them takes time for each of them. */
const LONGEST_CHAIN = 50;

/** Whether what an object inherits from is a chain that no program makes. */
export function isChainTooLong(value: object): boolean {
  let at: object | null = value;
  for (let length = 0; at !== null; length++) {
    if (length > LONGEST_CHAIN) return true;
    at = Object.getPrototypeOf(at) as object | null;
  }
  return false;
}

/** Whether everything that an object inherits from can be stored: closures' prototypes, plain objects, known classes. */
export function canStorePrototypes(value: object): boolean {
  let left = LONGEST_CHAIN;
  for (
    let prototype = Object.getPrototypeOf(value) as object | null;
    prototype !== null;
    prototype = Object.getPrototypeOf(prototype) as object | null
  ) {
    if (left-- === 0 || types.isProxy(prototype) || !isStorable(prototype)) return false;
  }
  return true;
}

function isStorable(prototype: object): boolean {
  const name = builtInPrototypeName(prototype);
  if (name !== undefined) return OPEN.has(name);
  const constructor = dataProperty(prototype, "constructor");
  if (typeof constructor !== "function" || dataProperty(constructor, "prototype") !== prototype) return true;
  if (registeredId(constructor) !== undefined)
    return knownClassId(constructor) !== undefined && ancestorsAreKnown(constructor);
  return (
    closureRecord(constructor) !== undefined ||
    memberOf(constructor) !== undefined ||
    builtInId(constructor) !== undefined ||
    writeCompiled(constructor) !== undefined
  );
}

/** Whether an object inherits from a Proxy, whose traps would run when it is looked at, or may do so very far away. */
export function inheritsFromProxy(value: object): boolean {
  let at = value as object | null;
  let left = LONGEST_CHAIN + 1;
  while (at !== null && at !== Object.prototype && at !== Function.prototype) {
    if (left-- === 0 || types.isProxy(at)) return true;
    at = Object.getPrototypeOf(at) as object | null;
  }
  return false;
}

/** Engines from Node 22 on have it. */
const { isRawJSON: isRawJson } = JSON as { isRawJSON?: (value: unknown) => boolean };

/** Objects that hold something which no property shows, whatever they inherit from. */
export const hasHiddenState = (value: object): boolean =>
  types.isPromise(value) ||
  types.isWeakMap(value) ||
  types.isWeakSet(value) ||
  types.isSharedArrayBuffer(value) ||
  types.isGeneratorObject(value) ||
  types.isMapIterator(value) ||
  types.isSetIterator(value) ||
  types.isModuleNamespaceObject(value) ||
  isRawJson?.(value) === true ||
  types.isExternal(value);
