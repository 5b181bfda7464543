import { processWide } from "./process-wide.js";

/** What a bound function was made of, which nothing can read of the function itself. */
export interface BoundParts {
  readonly target: object;
  readonly self: unknown;
  readonly args: readonly unknown[];
}

const known = processWide("perdure.bound-functions", () => new WeakMap<object, BoundParts>());
const native = Function.prototype.bind as (...args: readonly unknown[]) => object;

/** `f.bind(self, ...)` of compiled code, which a snapshot can store. `text` names `f.bind` where it is no function. */
export function bind(receiver: unknown, text: string, args: readonly unknown[] = []): unknown {
  const method = (receiver as { readonly bind?: unknown }).bind;
  if (typeof method !== "function") throw new TypeError(`${text} is not a function`);
  if (method !== native) return Reflect.apply(method, receiver, args);
  return bound({ target: receiver as object, self: args[0], args: args.slice(1) });
}

/** A bound function that is known as one. */
export function bound(parts: BoundParts): object {
  const made = Reflect.apply(native, parts.target, [parts.self, ...parts.args]);
  known.set(made, parts);
  return made;
}

/** Undefined for whatever is no bound function of compiled code. */
export const boundParts = (value: object): BoundParts | undefined => known.get(value);
