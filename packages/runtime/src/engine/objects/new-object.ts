import type { ObjectDefinition } from "../../objects/object-definition.js";

/** Runs the constructor: once in an object's life. The id is its own, whatever the constructor hands on. */
export function newObject({ Class }: ObjectDefinition, id: string, args: readonly unknown[]): object {
  const instance = new Class(id, ...args);
  Object.defineProperty(instance, "id", { value: id, writable: true, enumerable: true, configurable: true });
  return instance;
}
