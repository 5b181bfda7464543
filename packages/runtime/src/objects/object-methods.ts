import { PerdureError } from "../errors/perdure-error.js";
import { objectInvalid } from "../generated/messages.js";
import { machineOf } from "../machine/compiled.js";
import { isDecoratedMachine } from "../machine/held.js";
import { markOf } from "../machine/object-class.js";
import {
  methodPolicy,
  type MethodOptions,
  type MethodPolicy,
  type ObjectOptions,
} from "../options/object-options.js";

/** A method that can be called from elsewhere. */
export interface ObjectMethod extends MethodPolicy {
  readonly name: string;
  readonly fn: (...args: readonly unknown[]) => unknown;
  /** It is a machine, and its first argument is the context. */
  readonly takesContext: boolean;
}

/** Marks the class at which the users' own classes begin. */
export const BASE = Symbol.for("perdure.object-base");

/** Names that no stub has: one that had a `then` would be awaited. */
const HIDDEN: ReadonlySet<string> = new Set(["constructor", "then", "id"]);

/** The prototypes of an object's class, its own one first, without the base's. */
function* prototypesOf(Class: object): Generator<object> {
  for (let at = (Class as { prototype?: object | null }).prototype; at && !Object.hasOwn(at, BASE);) {
    if (at === Object.prototype) return;
    yield at;
    at = Object.getPrototypeOf(at) as object | null;
  }
}

/** The names of the methods that a class has for others, its bases' included. */
export function methodNames(Class: object): readonly string[] {
  const names = new Set<string>();
  for (const prototype of prototypesOf(Class))
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype)))
      if (typeof value === "function" && !HIDDEN.has(name)) names.add(name);
  return [...names];
}

function functionAt(Class: object, name: string): ObjectMethod["fn"] | undefined {
  for (const prototype of prototypesOf(Class)) {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
    if (descriptor) return descriptor.value as ObjectMethod["fn"];
  }
  return undefined;
}

/** Reads a class's methods with their options. Throws PD2223, and what `methodPolicy` throws. */
export function readMethods(
  Class: object,
  className: string,
  options: ObjectOptions,
): Map<string, ObjectMethod> {
  const methods = new Map<string, ObjectMethod>();
  const names = methodNames(Class);
  const refuse = (problem: string, hint: string) => {
    throw new PerdureError(objectInvalid({ class: className, problem, hint }));
  };
  const own = (Class as { shared?: unknown }).shared;
  if (own !== undefined && !(Array.isArray(own) && own.every((name) => typeof name === "string")))
    refuse("`static shared` is no array of names", 'Write `static shared = ["total"]`.');
  const shared = [...(options.shared ?? []), ...((own as readonly string[] | undefined) ?? [])];
  for (const name of [...shared, ...Object.keys(options.methods ?? {})])
    if (!names.includes(name)) refuse(`it has no method "${name}"`, "Name methods that the class has.");
  for (const name of names) {
    const fn = functionAt(Class, name)!;
    const where = `the method "${name}" of ${className}`;
    const given: MethodOptions = { ...options.methods?.[name], ...markOf(fn) };
    const policy = methodPolicy(where, given);
    const isDecorated = [...prototypesOf(Class)].some((prototype) => isDecoratedMachine(prototype, name));
    const takesContext = isDecorated || machineOf(fn)?.kind === "async";
    const isShared = policy.isShared || shared.includes(name);
    if (takesContext && isShared)
      refuse(
        `its method "${name}" is shared and takes a context`,
        "Leave one of them out: reading needs no context.",
      );
    if (takesContext && policy.rollsBack)
      refuse(
        `its method "${name}" has \`onError: "rollback"\` and takes a context`,
        "What its steps have done cannot be taken back: undo it in a `catch`, or leave the context out.",
      );
    methods.set(name, { ...policy, isShared, name, fn, takesContext });
  }
  return methods;
}
