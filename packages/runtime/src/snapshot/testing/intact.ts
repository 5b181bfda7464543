import { builtInPrototypeName } from "../../machine/built-ins.js";
import { PaymentError, Point, Stack, Status } from "./code.js";

/** What nothing that is read may change: the language, and the code of a program. */
function watched(): object[] {
  const globals = Object.getOwnPropertyNames(globalThis).flatMap((name) => {
    const value: unknown = Object.getOwnPropertyDescriptor(globalThis, name)?.value;
    if (typeof value !== "function" && (typeof value !== "object" || value === null)) return [];
    const { prototype } = value as { prototype?: unknown };
    return typeof prototype === "object" && prototype !== null && builtInPrototypeName(prototype)
      ? [value, prototype]
      : [value];
  });
  return [globalThis, ...globals, Point, Point.prototype, PaymentError.prototype, Stack.prototype, Status];
}

/** Everything that can be seen of these objects; two of them are equal where nothing was changed. */
export function visibleState(): readonly (readonly unknown[])[] {
  return watched().map((object) => [
    object,
    Object.getPrototypeOf(object),
    Object.isExtensible(object),
    ...Reflect.ownKeys(object).flatMap((key) => {
      if (object === globalThis && key !== "Object" && key !== "Array") return [key];
      const { value, get, set, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(
        object,
        key,
      )!;
      return [key, value, get, set, writable, enumerable, configurable];
    }),
  ]);
}

/** The first difference, by the object's number and its part's; undefined where there is none. */
export function changedState(before: ReturnType<typeof visibleState>): string | undefined {
  const after = visibleState();
  if (after.length !== before.length) return `${before.length} objects, now ${after.length}`;
  for (const [at, parts] of before.entries()) {
    const now = after[at]!;
    const part = parts.findIndex((value, i) => !Object.is(value, now[i]));
    if (part >= 0 || parts.length !== now.length)
      return `object ${at}, part ${part}: ${String(parts[part - 1])}`;
  }
  return undefined;
}
