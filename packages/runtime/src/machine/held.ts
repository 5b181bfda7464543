import type { Machine } from "./abi.js";
import { attach, machine } from "./compiled.js";
import { processWide } from "./process-wide.js";

type Method = (...args: never[]) => unknown;

/** A function at the end of a compiled file, which holds what only the inside of a class has. */
export interface Holder {
  /** A method, or a class, as it was before its decorators. */
  value?: Method;
  machine?: Machine;
}

/** Methods by the prototypes that they stand on: what decorators made of one does not tell that it is a machine. */
const decorated = processWide("perdure.decorated-methods", () => new WeakMap<object, Set<PropertyKey>>());

/** Whether a method is an async machine, or what decorators made of one. */
export const isDecoratedMachine = (prototype: object, key: PropertyKey): boolean =>
  decorated.get(prototype)?.has(key) === true;

/** The decorator that is called first, of either kind: keeps what it gets, and changes nothing. */
export function keep(holder: Holder): (...decorated: readonly unknown[]) => void {
  return (first, context, descriptor) => {
    const isLegacy = typeof context === "string" || typeof context === "symbol";
    const value = isLegacy ? (descriptor as PropertyDescriptor | undefined)?.value : first;
    if (typeof value === "function") holder.value = value as Method;
  };
}

/**
 * The machine of a method that decorators are given, or that is private. Called inside the class, where TypeScript's
 * older decorators have not run yet: the method is still in its place, `owner[key]`, then.
 */
export function held(holder: Holder, definition: Machine, owner?: object, key?: PropertyKey): void {
  holder.machine = definition;
  const inPlace =
    owner && (Object.getOwnPropertyDescriptor(owner, key!)?.value as Holder["value"] | undefined);
  const method = holder.value ?? inPlace;
  if (owner && definition.kind === "async")
    decorated.set(owner, (decorated.get(owner) ?? new Set<PropertyKey>()).add(key!));
  holder.value = method ? attach(method, definition) : machine(definition);
}
