/** What a computed key is as a property key; calls `toString` where it must, once. */
export function key(value: unknown): string | symbol {
  if (typeof value === "symbol" || typeof value === "string") return value;
  return Reflect.ownKeys({ [value as string]: 0 })[0]!;
}

/** Gives an anonymous function or class the name that its computed key gives it. */
export function named<T extends object>(value: T, name: string | symbol, prefix = ""): T {
  const own = Object.getOwnPropertyDescriptor(value, "name");
  // A static member called `name` is the class's own.
  if (own && own.value !== "" && own.value !== prefix) return value;
  const text =
    typeof name === "string" ? name : name.description === undefined ? "" : `[${name.description}]`;
  return Object.defineProperty(value, "name", { value: prefix + text, configurable: true });
}
