import { stubTarget } from "perdure/engine";

/** Whether a value is an instance of a class that neither the language nor Node brings along, or an object's stub. */
export function isInstance(value: object): boolean {
  if (stubTarget(value)) return true;
  if (typeof value === "function") return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  const constructor = (prototype as { readonly constructor?: unknown } | null)?.constructor;
  if (typeof constructor !== "function" || prototype === Object.prototype) return false;
  if ((globalThis as Record<string, unknown>)[constructor.name] === constructor) return false;
  return !/\[native code\]/.test(Function.prototype.toString.call(constructor));
}
