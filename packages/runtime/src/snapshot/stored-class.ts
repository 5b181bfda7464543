import { builtInId } from "../machine/built-ins.js";
import { isOpaque, reference } from "../machine/reference.js";
import { snapshotClassFailed, snapshotCodeMissing } from "../generated/messages.js";
import { registeredId } from "./by-name.js";
import type { Json } from "./json.js";
import { invalid, MissingCodeError } from "./snapshot-error.js";

/** The id of the registered class whose prototype a value has, else undefined. */
export function classId(value: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== "object" || prototype === null) return undefined;
  const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  if (typeof constructor !== "function" || prototypeProperty(constructor) !== prototype) return undefined;
  const id = knownClassId(constructor);
  return id !== undefined && ancestorsAreKnown(constructor) ? id : undefined;
}

/** The id of a registered class whose instances have no private state. */
export const knownClassId = (constructor: object): string | undefined =>
  isOpaque(constructor) ? undefined : registeredId(constructor);

/** A class whose base is not registered may hold private state that no property shows. */
export function ancestorsAreKnown(constructor: object): boolean {
  for (
    let base: object | null = Object.getPrototypeOf(constructor) as object | null;
    base !== null;
    base = Object.getPrototypeOf(base) as object | null
  ) {
    if (base === Function.prototype || builtInId(base) !== undefined) return true;
    if (knownClassId(base) === undefined) return false;
  }
  return true;
}

/** Whether a class that an object is an instance of has private state. */
export function hasPrivateState(value: object): boolean {
  for (let at = value; ;) {
    const prototype = Object.getPrototypeOf(at) as object | null;
    if (prototype === null) return false;
    const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
    if (typeof constructor === "function" && isOpaque(constructor)) return true;
    at = prototype;
  }
}

/** The prototype of a registered class. The class itself is not run. */
export const classPrototype = (id: Json | undefined): object => registeredClass(id).prototype;

export interface RegisteredClass {
  readonly id: string;
  readonly constructor: object;
  readonly prototype: object;
}

export function registeredClass(id: Json | undefined): RegisteredClass {
  if (typeof id !== "string") throw invalid("an instance without its class");
  const { found, value } = reference(id);
  if (!found) throw new MissingCodeError(snapshotCodeMissing({ what: "class", id }), id);
  const prototype = typeof value === "function" && prototypeProperty(value);
  if (typeof prototype !== "object" || prototype === null) throw invalid(`"${id}" is not a class`);
  return { id, constructor: value as object, prototype };
}

/** The class's own code did not do its part: other code may. */
export const classFailed = (id: string, part: string, problem: string, cause?: unknown): MissingCodeError =>
  new MissingCodeError(
    snapshotClassFailed({ id, part, problem }),
    id,
    cause === undefined ? undefined : { cause },
  );

const prototypeProperty = (constructor: object): unknown =>
  Object.getOwnPropertyDescriptor(constructor, "prototype")?.value;
