import { types } from "node:util";

/** What a value is, in a few words, for messages. Runs no code of the value. */
export function describeKind(value: object | symbol): string {
  if (typeof value === "symbol") return `local ${String(value)}`;
  if (types.isProxy(value)) return "Proxy";
  if (typeof value === "function") return describeFunction(value);
  if (types.isArgumentsObject(value)) return "arguments object";
  if (types.isModuleNamespaceObject(value)) return "module namespace (import *)";
  return className(value) ?? "object that inherits from another object";
}

/** `Socket`, `Map Iterator`, `Generator`: the nearest name on the prototype chain. */
export function className(value: object): string | undefined {
  let prototype: object | null = Object.getPrototypeOf(value);
  while (prototype && !types.isProxy(prototype)) {
    const constructor = dataProperty(prototype, "constructor");
    const name = typeof constructor === "function" && dataProperty(constructor, "name");
    if (typeof name === "string" && name && name !== "Object" && name !== "Iterator") return name;
    const tag = dataProperty(prototype, Symbol.toStringTag);
    if (typeof tag === "string") return tag;
    prototype = Object.getPrototypeOf(prototype);
  }
  return undefined;
}

function describeFunction(value: object): string {
  const name = dataProperty(value, "name");
  const word = /^class\b/.test(Function.prototype.toString.call(value)) ? "class" : "function";
  return typeof name === "string" && name ? `${word} ${name}` : `${word} without a name`;
}

/** An own property's value, undefined for accessors. */
export const dataProperty = (value: object, key: string | symbol): unknown =>
  Object.getOwnPropertyDescriptor(value, key)?.value;
