import { types } from "node:util";
import { dataProperty } from "./describe-kind.js";

const BUILT_IN = [
  Error,
  TypeError,
  RangeError,
  SyntaxError,
  ReferenceError,
  EvalError,
  URIError,
  AggregateError,
] as const;
const BY_PROTOTYPE = new Map<object, string>(BUILT_IN.map((Class) => [Class.prototype, Class.name]));
const BY_NAME = new Map<string, object>(BUILT_IN.map((Class) => [Class.name, Class.prototype]));

/** The prototype of a built-in class of errors, by the class's name. */
export const builtInPrototype = (name: string): object | undefined => BY_NAME.get(name);

export const isBuiltInName = (name: string): boolean => BY_NAME.has(name);

/**
 * The built-in class that an error is of: prototypes that name no class of their own, as Node's, do not count, and
 * the classes of another realm, such as a test runner's, count as ours.
 */
export function builtInClass(value: object): string | undefined {
  if (!types.isNativeError(value)) return undefined;
  for (const prototype of prototypes(value)) {
    const constructor = dataProperty(prototype, "constructor");
    if (typeof constructor === "function") return builtInName(prototype, constructor);
  }
  return undefined;
}

/** The built-in class that an error of a foreign class comes closest to. */
export function nearestBuiltInClass(value: object): string {
  for (const prototype of prototypes(value)) {
    const constructor = dataProperty(prototype, "constructor");
    const name = typeof constructor === "function" && builtInName(prototype, constructor);
    if (name) return name;
  }
  return "Error";
}

function builtInName(prototype: object, constructor: object): string | undefined {
  const known = BY_PROTOTYPE.get(prototype);
  if (known) return known;
  const name = dataProperty(constructor, "name");
  return typeof name === "string" && BY_NAME.has(name) && isNativeCode(constructor) ? name : undefined;
}

function* prototypes(value: object): Generator<object> {
  for (
    let at = Object.getPrototypeOf(value) as object | null;
    at;
    at = Object.getPrototypeOf(at) as object | null
  ) {
    yield at;
  }
}

/** Whether the platform wrote a function. */
export const isNativeCode = (code: object | undefined): boolean =>
  typeof code === "function" && /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(code));
