/** One value for the process under a name: two copies of the package, and isolated modules, share it. */
export function processWide<T>(name: string, make: () => T): T {
  const holder = globalThis as unknown as Record<symbol, T | undefined>;
  return (holder[Symbol.for(name)] ??= make());
}
