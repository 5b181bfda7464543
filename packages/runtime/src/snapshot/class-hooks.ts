import { isOpaque } from "../machine/reference.js";
import { registeredId } from "./by-name.js";
import { dataProperty } from "./describe-kind.js";

/** A method that gives plain data, which is stored in an instance's place. */
export const SERIALIZE = Symbol.for("perdure.serialize");
/** A static method that makes an instance of that data. */
export const DESERIALIZE = Symbol.for("perdure.deserialize");

/** An instance of a registered class that says itself what is stored of it. */
export interface Hooked {
  readonly classId: string;
  readonly constructor: object;
  readonly serialize: () => unknown;
  /** What keeps the hooks from being used. */
  readonly problem: string | undefined;
}

export function hooksOf(value: object): Hooked | undefined {
  const prototype = Object.getPrototypeOf(value) as object | null;
  const constructor = prototype && ownConstructor(prototype);
  const classId = constructor ? registeredId(constructor) : undefined;
  if (!constructor || classId === undefined) return undefined;
  let opaque: string | undefined;
  for (let at: object | null = prototype; at; at = Object.getPrototypeOf(at) as object | null) {
    const serialize = dataProperty(at, SERIALIZE);
    if (typeof serialize === "function")
      return {
        classId,
        constructor,
        serialize: serialize as () => unknown,
        problem: opaque ?? without(constructor),
      };
    const below = ownConstructor(at);
    if (below && isOpaque(below)) opaque = `inherits them and has private (#) fields of its own`;
  }
  return undefined;
}

const without = (constructor: object): string | undefined =>
  typeof Reflect.get(constructor, DESERIALIZE) === "function"
    ? undefined
    : 'has no static method [Symbol.for("perdure.deserialize")]';

/** The class whose prototype this is. */
export function ownConstructor(prototype: object): object | undefined {
  const constructor = dataProperty(prototype, "constructor");
  const own = typeof constructor === "function" && dataProperty(constructor, "prototype") === prototype;
  return own ? constructor : undefined;
}
