import { invalid } from "./snapshot-error.js";

/** Defines a property; hostile texts name some that cannot be defined. */
export function define(value: object, key: string | symbol, descriptor: PropertyDescriptor): void {
  let defined = false;
  try {
    defined = Reflect.defineProperty(value, key, descriptor);
  } catch {
    // an array's length that is none
  }
  if (!defined) throw invalid(`the property ${String(key)} cannot be set`);
}
