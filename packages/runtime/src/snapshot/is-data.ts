import { types } from "node:util";
import { registeredId } from "./by-name.js";

/**
 * Whether a value and all that it leads to is data without code of its own: primitives, plain objects and arrays
 * without accessors, Map, Set, Date, none of which is known by name to others. To read from it, to compare it or to
 * make a text of it runs nobody's code. Runs none itself.
 */
export function isData(value: unknown): boolean {
  if (isPrimitive(value)) return true;
  const seen = new Set([value]);
  for (const object of seen) {
    if (types.isProxy(object) || registeredId(object as object) !== undefined) return false;
    for (const child of childrenOf(object as object) ?? [CODE]) {
      if (isPrimitive(child)) continue;
      if (typeof child === "function") return false;
      seen.add(child);
    }
  }
  return true;
}

const isPrimitive = (value: unknown): boolean =>
  value === null || (typeof value !== "object" && typeof value !== "function");

/** Stands for what is no data. */
const CODE = (): void => undefined;

function childrenOf(object: object): unknown[] | undefined {
  const children = ownValues(object);
  if (!children) return undefined;
  switch (Object.getPrototypeOf(object)) {
    case Object.prototype:
    case Array.prototype:
    case Date.prototype:
    case null:
      return children;
    case Map.prototype:
      if (!types.isMap(object)) return undefined;
      Map.prototype.forEach.call(object, (item: unknown, key: unknown) => void children.push(key, item));
      return children;
    case Set.prototype:
      if (!types.isSet(object)) return undefined;
      Set.prototype.forEach.call(object, (item: unknown) => void children.push(item));
      return children;
    default:
      return undefined;
  }
}

/** Undefined where one is an accessor, or a symbol's, which may say how the object is converted. */
function ownValues(object: object): unknown[] | undefined {
  if (Object.getOwnPropertySymbols(object).length > 0) return undefined;
  const values: unknown[] = [];
  for (const key of Object.getOwnPropertyNames(object)) {
    const descriptor = Object.getOwnPropertyDescriptor(object, key)!;
    if (descriptor.get || descriptor.set) return undefined;
    values.push(descriptor.value);
  }
  return values;
}
